"""Consumers of the tests. What they should do wrong is in the event itself: its note."""

from __future__ import annotations

from django.conf import settings

from anabranch_django.events.consumers import consumer
from tests.trade.orders.port import OrderPlaced, Orders
from tests.trade.shipping.models import Parcel


class Poisoned(Exception):
    pass


@consumer(Orders.placed, name="shipping.prepare", domain="shipping")
def prepare(event: OrderPlaced) -> None:
    if event.note == "poison" and not getattr(settings, "CURED", False):
        raise Poisoned(f"cannot prepare {event.number}")
    Parcel.objects.using(database()).create(consumer="prepare", order_id=event.order_id, number=event.number)


def database() -> str:
    from anabranch_django.settings import current

    return current().domain("shipping").database
