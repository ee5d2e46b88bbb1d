"""Consumers of the tests. What they should do wrong is in the event itself: its note."""

from __future__ import annotations

import time

from django.conf import settings

from anabranch_django.events.consumers import consumer
from anabranch_django.settings import current
from tests.trade.sales.port import OrderChanged, OrderCounted, OrderPlaced, OrderRemoved, Orders
from tests.trade.shipping.models import Label, Parcel


class Poisoned(Exception):
    pass


def on_prepare(event: OrderPlaced) -> None:
    """For a test to look on."""


@consumer(Orders.placed, name="shipping.prepare", domain="shipping")
def prepare(event: OrderPlaced) -> None:
    if event.note == "poison" and not getattr(settings, "CURED", False):
        raise Poisoned(f"cannot prepare {event.number}")
    if event.note == "fails once" and event.number not in _failed:
        _failed.add(event.number)
        raise Poisoned(f"not at the first time: {event.number}")
    if event.note == "slow":
        time.sleep(0.3)
    if event.note == "dangling":
        Label.objects.using(current().domain("shipping").database).create(parcel_id=999_999)
    on_prepare(event)
    _record("prepare", event.order_id, event.number)


@consumer(Orders.changed, Orders.removed, name="shipping.follow", domain="shipping")
def follow(event: OrderChanged | OrderRemoved) -> None:
    _record("changed" if isinstance(event, OrderChanged) else "removed", event.order_id, 0)


@consumer(Orders.changed, name="shipping.echo", domain="shipping", attempts=2)
def echo(event: OrderChanged) -> None:
    """Answers an event by the same one: a circle."""
    if event.version == 1:
        Orders.changed.publish(event)
        _record("echo", event.order_id, event.version)


@consumer(Orders.counted, name="shipping.count", domain="shipping", many=True)
def count_many(events: tuple[OrderCounted, ...]) -> None:
    """Fails when one of them is unlucky; says how many it was given."""
    on_many(events)
    if any(event.number == 13 for event in events):
        raise Poisoned("13")
    for event in events:
        _record("count", event.order_id, event.number)


@consumer(Orders.announced, name="shipping.announce", domain="shipping", transaction=False)
def announce(event: OrderCounted) -> None:
    """Outside of a transaction: nothing but the relays' leases keeps two of them from doing this at once."""
    _record("announce", event.order_id, event.number)


def on_many(events: tuple[OrderCounted, ...]) -> None:
    """For a test to look on."""


_failed: set[int] = set()


def _record(name: str, order_id: int, number: int) -> None:
    alias = current().domain("shipping").database
    Parcel.objects.using(alias).create(consumer=name, order_id=order_id, number=number)
