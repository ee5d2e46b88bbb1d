from celery import shared_task
from django.utils import timezone

from accounts.selectors import customers_for_mailing
from notifications.tasks import send_mail_to
from promotions.models import Promotion


@shared_task
def end_promotions():
    return Promotion.objects.filter(is_active=True, ends_at__lt=timezone.now()).update(
        is_active=False
    )


@shared_task
def mail_promotion(promotion_id):
    promotion = Promotion.objects.get(pk=promotion_id)
    for user in customers_for_mailing():
        send_mail_to.delay(user.pk, "promotion", {"name": promotion.name})
