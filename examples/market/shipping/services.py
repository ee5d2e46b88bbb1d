from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from core.exceptions import MarketError
from core.loading import load_plugin
from core.money import quantize
from shipping.models import Carrier, Shipment
from shipping.signals import delivered

if TYPE_CHECKING:
    from orders.models import Order, OrderLine


class NoCarrier(MarketError):
    default_message = "Nobody can carry this."


def quote_shipping(order):
    calculate = load_plugin(settings.MARKET_RATE_CALCULATOR)
    return quantize(calculate(order))


def choose_carrier(grams):
    able = Carrier.objects.active().filter(max_grams__gte=grams)
    carrier = able.order_by("price", "pk").first()
    if carrier is None:
        raise NoCarrier
    return carrier


@transaction.atomic
def create_shipment(order: Order) -> Shipment:
    origin = None
    for line in order.lines.all():
        origin = origin or _warehouse_of(line)
    shipment = Shipment.objects.create(
        order=order, carrier=choose_carrier(order.weight_grams), origin=origin
    )
    shipment.events.create(text="We are packing your order.")
    return shipment


def _warehouse_of(line: OrderLine):
    item = line.product.stock.order_by("-quantity").first()
    return item.warehouse if item else None


@transaction.atomic
def hand_over(shipment: Shipment):
    from orders.services import mark_shipped

    shipment.status = Shipment.Status.UNDERWAY
    shipment.save(update_fields=["status", "updated_at"])
    shipment.events.create(text=f"{shipment.carrier} has your parcel.")
    mark_shipped(shipment.order)


@transaction.atomic
def arrive(shipment: Shipment):
    shipment.status = Shipment.Status.DELIVERED
    shipment.save(update_fields=["status", "updated_at"])
    shipment.events.create(text="Delivered.")
    delivered.send(sender=Shipment, order=shipment.order)


def stop(shipment):
    shipment.status = Shipment.Status.STOPPED
    shipment.save(update_fields=["status", "updated_at"])
    shipment.events.create(text="Stopped at your wish.")
