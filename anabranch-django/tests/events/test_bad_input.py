"""Whatever comes: a sentence for the person, and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django import by_value
from anabranch_django.errors import BadKey, NotMigrated, Refused, TooLarge
from anabranch_django.events import Event, consumer
from anabranch_django.events.envelope import Envelope, fits_in_message
from anabranch_django.events.models import DeferredEvent, OutboxEvent, UnsentEvent
from anabranch_django.events.sending import Delivery, parts_of
from tests.trade.sales.port import OrderPlaced, Orders
from tests.world import World, wait_until


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (None, "is NoneType; it has to be text, an int or a UUID"),
        (1.5, "is float"),
        (True, "is bool"),
        ("x" * 201, "has 201 characters"),
        ("a\0b", "no zero byte"),
    ],
)
def test_key_that_cannot_be_one_is_refused_when_published(world: World, key: object, said: str) -> None:
    event = sales_event(lambda _payload: key)
    with transaction.atomic(using=world.alias), pytest.raises(BadKey, match=said):
        event.publish(OrderPlaced(order_id=1, number=1))
    assert world.outbox() == 0


@pytest.mark.parametrize("key", ["", "héllo 세계", 0, -5, 2**80, uuid4(), "a:b/c|d'\"\\%s"])
def test_any_text_number_or_uuid_is_a_key(world: World, key: object) -> None:
    event = sales_event(lambda _payload: key)
    with transaction.atomic(using=world.alias):
        event.publish(OrderPlaced(order_id=1, number=1))
    assert OutboxEvent.objects.using(world.alias).get().key == str(key)


def test_payload_of_any_text_arrives_as_it_was(world: World) -> None:
    note = "zero \0, quote ', emoji 🦦, percent %s, backslash \\, line\nend"
    with transaction.atomic(using=world.alias):
        Orders.placed.publish(OrderPlaced(order_id=1, number=1, note=note))
    [envelope] = world.envelopes()
    assert world.payload(envelope) == OrderPlaced(order_id=1, number=1, note=note)


def test_payload_over_the_limit_is_refused_with_what_to_do(world: World) -> None:
    world.setting["limits"] = {"max_size": 1000}
    world.apply()
    with transaction.atomic(using=world.alias), pytest.raises(TooLarge, match=r"limit of 1000\. Publish an id"):
        Orders.placed.publish(OrderPlaced(order_id=1, number=1, note="x" * 1000))
    with transaction.atomic(using=world.alias), pytest.raises(TooLarge, match="to send"):
        Orders.placed.publish(OrderPlaced(order_id=1, number=1, note='"' * 300))


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.integers(800, 3000))
def test_what_can_be_published_can_be_sent(notes: list[str], most: int) -> None:
    made = [_envelope(note * 20) for note in notes]
    fitting = [each for each in made if fits_in_message(each.key, each.data, most=most)]
    for part in parts_of(fitting, most=most):
        assert len(by_value.encode(Delivery(tuple(part), perhaps=True))) <= most


def _envelope(note: str) -> Envelope:
    return Envelope(
        event_id=UUID(int=2**128 - 1),
        event="s" * 100 + "." + "p" * 99,
        version=32_767,
        key="k" * 200,
        data=by_value.encode(OrderPlaced(order_id=2**53, number=2**31, note=note)).decode(),
        hops=32_767,
        trace="t" * 60,
        published_at=timezone.now(),
    )


def test_event_type_that_no_longer_exists_waits_for_a_version_that_declares_it(world: World) -> None:
    world.place(1, 2)
    OutboxEvent.objects.using(world.alias).filter(id__gt=0).update(event="sales.forgotten")
    world.place(3)
    world.deliver()
    assert (world.outbox(), world.prepared()) == (0, [3])
    assert UnsentEvent.objects.using(world.alias).filter(destination="").count() == 2
    UnsentEvent.objects.using(world.alias).update(event="sales.placed")
    world.deliver()
    assert world.prepared() == [3, 1, 2]


def test_event_that_the_receiver_does_not_declare_is_kept_by_it_and_handled_once_it_does(world: World) -> None:
    world.place(1)
    [envelope] = world.envelopes()
    world.accept("shipping", [msgspec.structs.replace(envelope, event="sales.tomorrow")])
    letter = DeferredEvent.objects.using(world.alias).get()
    assert "No event sales.tomorrow is declared in this process" in letter.error
    DeferredEvent.objects.using(world.alias).update(event="sales.placed")
    wait_until(lambda: world.deliver() and world.prepared() == [1])


def test_event_of_another_version_is_tried_again_and_then_a_dead_letter(world: World) -> None:
    world.place(1)
    OutboxEvent.objects.using(world.alias).update(version=2)
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead")])
    letter = DeferredEvent.objects.using(world.alias).get()
    assert "came in version 2; this process declares version 1" in letter.error


@pytest.mark.parametrize("data", ["", "{", "[]", '{"order_id": "one"}', "null", '{"number": 1}'])
def test_data_that_is_no_payload_is_a_dead_letter_with_the_reason(world: World, data: str) -> None:
    world.setting["events"]["attempts"] = 1
    world.apply()
    world.place(1)
    OutboxEvent.objects.using(world.alias).update(data=data)
    world.deliver()
    letter = DeferredEvent.objects.using(world.alias).get()
    assert (letter.state, letter.error.partition(":")[0]) == ("dead", "Malformed")


def test_consumer_that_is_gone_leaves_a_dead_letter_that_says_so(world: World) -> None:
    world.setting["events"]["backoff"] = 3600.0
    world.apply()
    world.place(1, note="poison")
    world.deliver()
    rows = DeferredEvent.objects.using(world.alias)
    rows.update(consumer="shipping.gone", attempts=2, due_at=timezone.now() - timedelta(seconds=1))
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead")])
    assert "No consumer shipping.gone is declared" in DeferredEvent.objects.using(world.alias).get().error


def test_missing_tables_are_named_with_the_command_that_makes_them(world: World) -> None:
    executor = MigrationExecutor(world.connection)
    executor.migrate([("anabranch", None)])
    try:
        with pytest.raises(NotMigrated, match=r"manage\.py migrate anabranch --database world"):
            publish_one(world)
        with pytest.raises(CommandError, match=r"migrate anabranch --database world") as said:
            call_command("anabranch_prune_receipts")
        assert said.value.returncode == 2
        assert world.relay().step() == 0
    finally:
        executor = MigrationExecutor(world.connection)
        executor.migrate(executor.loader.graph.leaf_nodes("anabranch"))


def test_payload_that_cannot_cross_is_refused_when_declared() -> None:
    @dataclass
    class Mutable:
        a: int

    with pytest.raises(Refused, match="frozen=True"):
        Event(Mutable, key=lambda event: event.a)


def test_consumers_that_could_not_work_are_refused_when_declared() -> None:
    async def wait(_event: object) -> None: ...

    def other(_event: object) -> None: ...

    with pytest.raises(Refused, match="name the events"):
        consumer()(other)
    with pytest.raises(Refused, match="is async"):
        consumer(Orders.placed)(wait)
    with pytest.raises(Refused, match=r"Two consumers are called shipping\.prepare"):
        consumer(Orders.placed, name="shipping.prepare")(other)
    with pytest.raises(Refused, match="drop many=True"):
        consumer(Orders.placed, transaction=False, many=True)(other)


def publish_one(world: World) -> None:
    with transaction.atomic(using=world.alias):
        Orders.placed.publish(OrderPlaced(order_id=1, number=1))


def sales_event(key: object) -> Event[OrderPlaced]:
    """An event of sales that nobody else knows."""
    event = Event(OrderPlaced, key=key)  # type: ignore[arg-type]  # what a team may write
    event._owner, event._attribute = Orders, "placed"
    return event
