"""Update and delete of one object overlapping: both arrive, in commit order where a lock orders them."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction

from tests.trade.sales.models import Order
from tests.trade.sales.port import OrderChanged, OrderPlaced, OrderRemoved, Orders
from tests.trade.shipping import consumers
from tests.trade.shipping.models import Parcel
from tests.world import World, threads, wait_until


def test_update_and_delete_that_overlap_both_arrive_in_the_order_of_their_lock(world: World) -> None:
    order = Order.objects.using(world.alias).create()
    updated, go_on = threading.Event(), threading.Event()

    def update() -> None:
        with transaction.atomic(using=world.alias):
            Order.objects.using(world.alias).filter(id=order.id).update(version=2)
            updated.set()
            go_on.wait()
            Orders.changed.publish(OrderChanged(order_id=order.id, version=2))

    def delete() -> None:
        updated.wait()
        with transaction.atomic(using=world.alias):
            threading.Timer(0.2, go_on.set).start()
            Order.objects.using(world.alias).filter(id=order.id).delete()
            Orders.removed.publish(OrderRemoved(order_id=order.id))

    with threads(update, delete):
        pass
    world.deliver()
    assert _seen(world) == ["changed", "removed"]


def test_lower_row_number_that_is_committed_later_is_not_lost(world: World) -> None:
    """The first transaction writes first and commits last; the relay has been there in between."""
    if world.vendor == "sqlite":
        pytest.skip("SQLite has one writer, so this situation cannot be made there")
    written, delivered = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic(using=world.alias):
            Orders.removed.publish(OrderRemoved(order_id=1))
            written.set()
            delivered.wait()

    relay = world.relay()
    with threads(slow):
        written.wait()
        with transaction.atomic(using=world.alias):
            Orders.changed.publish(OrderChanged(order_id=1, version=2))
        relay.run_until_idle()
        assert _seen(world) == ["changed"]
        delivered.set()
    wait_until(lambda: not relay.step() and _seen(world) == ["changed", "removed"])


def test_lower_row_number_that_is_committed_during_delivery_is_not_deleted_with_what_was_delivered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The relay has read the later row; before it deletes that one the earlier one is committed."""
    if world.vendor == "sqlite":
        pytest.skip("SQLite has one writer, so this situation cannot be made there")
    written, go_on, committed = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic(using=world.alias):
            Orders.placed.publish(OrderPlaced(order_id=1, number=1))
            written.set()
            go_on.wait()
        committed.set()

    def let_it_commit(event: OrderPlaced) -> None:
        if event.number == 2:
            go_on.set()
            committed.wait()

    monkeypatch.setattr(consumers, "on_prepare", let_it_commit)
    relay = world.relay()
    with threads(slow):
        written.wait()
        world.place(2, order_id=2)
        relay.step()
    relay.run_until_idle()
    assert (sorted(world.prepared()), world.outbox()) == ([1, 2], 0)


def _seen(world: World) -> list[str]:
    kinds = Parcel.objects.using(world.alias).filter(consumer__in=["changed", "removed"]).order_by("id")
    return list(kinds.values_list("consumer", flat=True))
