from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from inventory.tasks import count_stock
from reporting.services import save_weekly_report, snapshot


@shared_task
def snapshot_day():
    yesterday = timezone.localdate() - timedelta(days=1)
    return snapshot(yesterday).orders


@shared_task
def weekly():
    from products.models import Product

    report = save_weekly_report()
    counts = [count_stock.s(pk) for pk in Product.objects.values_list("pk", flat=True)]
    pieces = sum(count.delay().get() for count in counts)
    report.text += f"\npieces: {pieces}"
    report.save(update_fields=["text", "updated_at"])
    return report.pk
