from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext

from anabranch_django.events.models import DeferredEvent, InboxEntry
from tests.trade.sales.port import OrderCounted, OrderPlaced, Orders
from tests.trade.shipping import consumers
from tests.trade.shipping.models import Label, Parcel
from tests.world import World, wait_until


def test_failure_that_the_database_finds_at_the_commit_parks_its_key_alone(world: World) -> None:
    world.place(1, note="dangling")
    world.place(2, order_id=2)
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead")])
    letter = DeferredEvent.objects.using(world.alias).get()
    assert (world.prepared(), Label.objects.using(world.alias).count()) == ([2], 0)
    assert letter.error.startswith("IntegrityError")


def test_event_whose_consumer_caught_a_database_error_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "on_prepare", lambda _event: fail_quietly(world))
    monkeypatch.setattr(consumers, "_record", lambda *_row: None)
    world.place(1)
    world.deliver()
    # SQLite goes on after an error; PostgreSQL gives the transaction up, and its commit says nothing.
    assert world.deferred() == ([] if world.vendor == "sqlite" else [(1, "due")])
    assert InboxEntry.objects.using(world.alias).filter(entry__endswith="shipping.prepare").count() == 1


def test_event_whose_consumer_marked_its_transaction_to_be_undone_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "on_prepare", lambda _event: transaction.set_rollback(True, using=world.alias))
    monkeypatch.setattr(consumers, "_record", lambda *_row: None)
    world.place(1)
    world.deliver()
    assert world.deferred() == [(1, "due")]


def fail_quietly(world: World) -> None:
    with world.connection.cursor() as cursor, suppress(DatabaseError):
        cursor.execute("SELECT nothing FROM nowhere")


def test_consumer_of_many_gets_them_at_once_and_in_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[int]] = []
    monkeypatch.setattr(consumers, "on_many", lambda events: given.append([event.number for event in events]))
    count(world, *range(10))
    world.deliver()
    assert given == [list(range(10))]


def test_consumer_of_many_that_fails_gets_each_alone_and_only_the_bad_one_is_deferred(world: World) -> None:
    count(world, 12, 13, 14)
    world.deliver()
    counted = Parcel.objects.using(world.alias).filter(consumer="count").order_by("id")
    assert list(counted.values_list("number", flat=True)) == [12, 14]
    assert [number for number, _state in world.deferred()] == [13]


def count(world: World, *numbers: int) -> None:
    with transaction.atomic(using=world.alias):
        Orders.counted.publish(*(OrderCounted(order_id=number, number=number) for number in numbers))


def test_publishing_costs_the_business_one_statement(world: World) -> None:
    with transaction.atomic(using=world.alias), CaptureQueriesContext(world.connection) as captured:
        Orders.placed.publish(*(OrderPlaced(order_id=number, number=number) for number in range(20)))
    assert len(captured) == 1
    assert captured[0]["sql"].startswith("INSERT")
