from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.exceptions import MarketError
from inventory.models import Reservation, StockItem, StockMovement
from inventory.signals import stock_arrived, stock_low

if TYPE_CHECKING:
    from orders.models import Order

LOW = 3


class OutOfStock(MarketError):
    def __init__(self, name):
        super().__init__(f"There is not enough of {name} left.")


@transaction.atomic
def reserve(order: Order) -> None:
    until = timezone.now() + timedelta(minutes=settings.MARKET_RESERVATION_MINUTES)
    for line in order.lines.select_related("product"):
        if not line.product.is_digital:
            _reserve_line(line, order.pk, until)


def _reserve_line(line, order_id, until):
    missing = line.quantity
    shelves = StockItem.objects.sellable().filter(product_id=line.product_id)
    for item in shelves.select_for_update().order_by("-quantity", "pk"):
        taken = min(missing, item.free)
        item.reserved += taken
        item.save(update_fields=["reserved"])
        Reservation.objects.create(order_id=order_id, item=item, quantity=taken, expires_at=until)
        missing -= taken
        if not missing:
            return
    raise OutOfStock(line.description)


@transaction.atomic
def commit(order):
    """The order is paid: what was reserved leaves the shelf."""
    for held in Reservation.objects.filter(order_id=order.pk, taken=False).select_related("item"):
        item = held.item
        item.reserved -= held.quantity
        item.quantity -= held.quantity
        item.save(update_fields=["reserved", "quantity"])
        held.taken = True
        held.save(update_fields=["taken", "updated_at"])
        StockMovement.objects.create(item=item, delta=-held.quantity, reason=order.number)
        if item.free < LOW:
            stock_low.send(sender=StockItem, item=item)


@transaction.atomic
def release(order):
    for held in Reservation.objects.filter(order_id=order.pk).select_related("item"):
        give_back(held)


def give_back(held):
    item = held.item
    if held.taken:
        item.quantity += held.quantity
        StockMovement.objects.create(item=item, delta=held.quantity, reason="given back")
    else:
        item.reserved -= held.quantity
    item.save(update_fields=["reserved", "quantity"])
    held.delete()


@transaction.atomic
def receive(item, quantity, actor=None):
    was_empty = item.free <= 0
    item.quantity += quantity
    item.save(update_fields=["quantity"])
    StockMovement.objects.create(item=item, delta=quantity, reason="delivery", actor=actor)
    if was_empty:
        stock_arrived.send(sender=StockItem, item=item)


def clear_stock(product):
    for item in StockItem.objects.filter(product_id=product.pk, quantity__gt=0):
        StockMovement.objects.create(item=item, delta=-item.quantity, reason="retired")
    StockItem.objects.filter(product_id=product.pk).update(quantity=0, reserved=0)
