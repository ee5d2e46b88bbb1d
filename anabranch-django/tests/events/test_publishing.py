"""What publishing writes, and what it costs the business transaction."""

from __future__ import annotations

import time
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.events import wakeup
from anabranch_django.events.envelope import new_event_id
from tests.trade.sales.port import OrderPlaced, Orders
from tests.world import World, add_database, remove_database

TWO = [OrderPlaced(order_id=1, number=1), OrderPlaced(order_id=2, number=2, note="' %s \\")]


def test_events_of_one_call_are_one_statement(world: World) -> None:
    with transaction.atomic(using=world.alias), CaptureQueriesContext(world.connection) as queries:
        Orders.placed.publish(*TWO)
    assert [each["sql"].split()[0] for each in queries] == ["INSERT"]
    assert [world.payload(envelope) for envelope in world.envelopes()] == TWO


def test_published_now_by_the_clock_of_process_or_database(world: World) -> None:
    world.place(1)
    [envelope] = world.envelopes()
    assert abs(envelope.published_at.timestamp() - time.time()) < 60


def test_commit_is_no_error_where_nobody_can_be_woken(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def start_a_thread() -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(wakeup, "_before_waking", [])
    wakeup.before_waking(start_a_thread)
    world.place(1)
    assert world.outbox() == 1


def test_values_bound_by_the_server_are_the_same(world: World) -> None:
    """With psycopg's own cursor they are parameters of the statement, not part of its text."""
    if world.vendor != "postgresql":
        pytest.skip("only PostgreSQL has both")
    world.connection.close()
    remove_database(world.alias)
    add_database(world.alias, {**world.entry, "OPTIONS": {"server_side_binding": True}})
    with transaction.atomic(using=world.alias):
        Orders.placed.publish(*TWO)
    assert [world.payload(envelope) for envelope in world.envelopes()] == TWO


def test_outbox_on_postgres_has_one_index_and_nothing_to_check(world: World) -> None:
    if world.vendor != "postgresql":
        pytest.skip("other databases keep a table in the order of its key")
    assert _indexes(world) == ["PRIMARY KEY (domain, id)"]
    try:
        call_command("migrate", "anabranch", "0002", database=world.alias, verbosity=0)
        assert "PRIMARY KEY (id)" in _indexes(world)
    finally:
        call_command("migrate", "anabranch", database=world.alias, verbosity=0)
    assert _indexes(world) == ["PRIMARY KEY (domain, id)"]


def _indexes(world: World) -> list[str]:
    """Its keys and constraints, and its indexes beside these."""
    with world.connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = 'anabranch_outbox'::regclass AND contype <> 'n' UNION ALL "
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'anabranch_outbox' AND indexname NOT LIKE '%pkey'"
        )
        return sorted(row[0] for row in cursor.fetchall())


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_event_id_is_a_uuid_of_version_7_that_begins_with_its_time(milliseconds: int, tail: bytes) -> None:
    made = UUID(new_event_id(milliseconds=milliseconds, tail=tail))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == milliseconds
    assert new_event_id(milliseconds=milliseconds, tail=bytes(10)) <= made.hex


def test_event_ids_of_one_moment_differ() -> None:
    assert len({new_event_id(milliseconds=0) for _ in range(1000)}) == 1000
