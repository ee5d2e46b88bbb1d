from celery import shared_task
from django.utils import timezone

from inventory.models import StockItem
from inventory.selectors import stale_reservations
from inventory.services import give_back


@shared_task
def expire_reservations():
    """Orders that were never paid give their goods back."""
    from orders.services import cancel_unpaid

    stale = list(stale_reservations(timezone.now()))
    order_ids = {held.order_id for held in stale}
    for held in stale:
        give_back(held)
    for order_id in sorted(order_ids):
        cancel_unpaid(order_id)
    return len(stale)


@shared_task(name="inventory.count")
def count_stock(product_id):
    return sum(item.free for item in StockItem.objects.filter(product_id=product_id))
