"""A stranded lease is recovered."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from anabranch_django.events.envelope import SHARDS
from anabranch_django.events.models import RelayPresence, ShardLease
from tests.world import World, wait_until

SIGKILLED = -9


def test_shards_of_a_relay_that_was_killed_are_taken_over_when_its_lease_has_ended(world: World) -> None:
    world.setting["events"]["lease"] = 600.0
    world.place(1)
    dying = world.start("anabranch_django.testing.dying", "relay", "before reading", "1")
    assert dying.wait(timeout=120) == SIGKILLED
    assert held(world) == SHARDS
    assert (world.deliver(), world.prepared()) == (0, [])
    end_leases(world)
    assert (world.deliver(), world.prepared()) == (1, [1])


def held(world: World) -> int:
    """How many shards of sales have an owner."""
    return int(ShardLease.objects.using(world.alias).filter(domain="sales").exclude(owner="").count())


def end_leases(world: World) -> None:
    """As time does."""
    for model in (ShardLease, RelayPresence):
        model._base_manager.using(world.alias).update(until=timezone.now() - timedelta(seconds=1))


def test_relay_slower_than_its_lease_stops_and_its_batch_has_one_effect(world: World) -> None:
    world.setting["events"]["lease"] = 0.8
    world.place(1, 2, 3, note="slow")
    slow, other = world.relay(), world.relay()
    slow.step()
    wait_until(lambda: not other.step() and not slow.step() and not world.outbox())
    assert world.prepared() == [1, 2, 3]


def test_relay_that_works_until_idle_does_not_take_a_lost_lease_for_nothing_to_do(world: World) -> None:
    # Less than the handler takes.
    world.setting["events"]["lease"] = 0.25
    world.place(1, 2, 3, note="slow")
    world.deliver()
    assert (world.prepared(), world.outbox()) == ([1, 2, 3], 0)
