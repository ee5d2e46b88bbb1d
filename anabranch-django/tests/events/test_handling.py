from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from anabranch_django.events.handling import work_off
from anabranch_django.events.models import DeferredEvent, InboxEntry
from anabranch_django.events.sinks.workers import Workers
from tests.trade.sales.port import OrderCounted, OrderPlaced, Orders
from tests.trade.shipping import consumers
from tests.trade.shipping.models import Label, Parcel
from tests.world import World, wait_until


def test_failure_that_the_database_finds_at_the_commit_parks_its_key_alone(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.place(1, note="dangling")
    world.place(2, order_id=2)
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead")])
    letter = DeferredEvent.objects.using(world.alias).get()
    assert (world.prepared(), Label.objects.using(world.alias).count()) == ([2], 0)
    assert letter.error.startswith("IntegrityError")
    assert sum("failed on sales.placed" in said for said in caplog.messages) == letter.attempts > 1


def test_event_whose_consumer_caught_a_database_error_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "on_prepare", lambda _event: fail_quietly(world))
    monkeypatch.setattr(consumers, "_record", lambda *_row: None)
    world.place(1)
    world.deliver()
    # SQLite goes on after an error; PostgreSQL gives the transaction up, and its commit says nothing.
    assert kept(world) == ([] if world.vendor == "sqlite" else [1])
    assert InboxEntry.objects.using(world.alias).filter(entry__endswith="shipping.prepare").count() == 1


def test_event_whose_consumer_marked_its_transaction_to_be_undone_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "on_prepare", lambda _event: transaction.set_rollback(True, using=world.alias))
    monkeypatch.setattr(consumers, "_record", lambda *_row: None)
    world.place(1)
    world.deliver()
    assert kept(world) == [1]


def kept(world: World) -> list[object]:
    """What is still to be handled; on a busy machine its attempts may be over by now."""
    return [number for number, _state in world.deferred()]


def fail_quietly(world: World) -> None:
    with world.connection.cursor() as cursor, suppress(DatabaseError):
        cursor.execute("SELECT nothing FROM nowhere")


def test_worker_whose_clock_is_behind_handles_at_once_what_is_due(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.setting["events"]["sink"] = "tests.events.test_handling.Nobody"
    world.apply()
    world.place(1)
    world.deliver()
    late = timezone.now() - timedelta(seconds=20)
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert work_off(world.alias, "shipping.prepare", "1") == 1
    assert world.prepared() == [1]


class Nobody(Workers):
    """A broker that takes everything and tells nobody."""

    def send(self, consumer: str, database: str, key: str) -> None: ...


@pytest.mark.parametrize("vendor", ["postgres"], indirect=True)
def test_failure_of_a_deferred_trigger_parks_its_key_alone(world: World) -> None:
    with raising_trigger(world):
        world.place(1)
        world.place(2, order_id=2)
        relay = world.relay()
        wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead")])
    assert world.prepared() == [2]


@contextmanager
def raising_trigger(world: World) -> Iterator[None]:
    """A rule of the team's own that the database checks at the commit: no parcel of order 1."""
    with world.connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN IF NEW.order_id = 1 THEN RAISE 'not this one'; END IF; RETURN NULL; END $$;"
            "CREATE CONSTRAINT TRIGGER refused AFTER INSERT ON shipping_parcel "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
        try:
            yield
        finally:
            cursor.execute("DROP TRIGGER refused ON shipping_parcel; DROP FUNCTION refuse()")


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
