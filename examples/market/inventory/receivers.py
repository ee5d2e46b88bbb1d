from django.dispatch import receiver

from inventory.models import StockItem, Warehouse
from inventory.services import commit, release
from orders.signals import order_cancelled, order_paid


def product_saved(sender, instance, created, raw=False, **kwargs):
    """A new product gets an empty shelf in each open warehouse."""
    if created and not raw and not instance.is_digital:
        for warehouse in Warehouse.objects.filter(is_open=True):
            StockItem.objects.get_or_create(product_id=instance.pk, warehouse=warehouse)


@receiver(order_paid)
def take_from_shelf(sender, order, **kwargs):
    commit(order)


@receiver(order_cancelled)
def put_back(sender, order, **kwargs):
    release(order)
