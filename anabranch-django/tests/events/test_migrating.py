"""Migrations of our tables while events wait in them: nothing is lost, forwards and backwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db.migrations.executor import MigrationExecutor

from tests.world import World

BEFORE, AFTER = ("anabranch", "0002_receipts"), ("anabranch", "0003_leaner_outbox")


def migrate(world: World, target: tuple[str, str]) -> None:
    MigrationExecutor(world.connection).migrate([target])


@pytest.fixture
def before(world: World) -> Iterator[World]:
    """A database as the version before left it."""
    migrate(world, BEFORE)
    try:
        yield world
    finally:
        migrate(world, AFTER)


def test_events_that_wait_during_a_migration_are_delivered_after_it_in_order(before: World) -> None:
    before.place(1, 2, 3)
    migrate(before, AFTER)
    before.place(4)
    before.deliver()
    assert (before.outbox(), before.prepared()) == (0, [1, 2, 3, 4])


def test_events_that_wait_are_delivered_after_the_migration_is_taken_back(before: World) -> None:
    migrate(before, AFTER)
    before.place(1, 2)
    migrate(before, BEFORE)
    before.place(3)
    before.deliver()
    assert (before.outbox(), before.prepared()) == (0, [1, 2, 3])
