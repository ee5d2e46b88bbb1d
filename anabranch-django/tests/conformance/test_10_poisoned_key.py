"""A poisoned key parks, others flow, replay works."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from anabranch_django.events import deferred
from anabranch_django.events.envelope import shard_of
from anabranch_django.events.models import DeferredEvent
from tests.world import World, wait_until

OF_ONE_SHARD = [number for number in range(1, 5000) if shard_of(str(number)) == shard_of("1")][:3]


@pytest.fixture
def poisoned(world: World) -> World:
    """A world with one dead letter, one event behind it, and another key of the same shard that flowed."""
    healthy = OF_ONE_SHARD[1]
    world.place(1, note="poison")
    world.place(2)
    world.place(3, order_id=healthy)
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.deferred() == [(1, "dead"), (2, "behind")])
    relay.release()
    return world


def test_poisoned_key_is_parked_while_others_of_its_shard_flow(poisoned: World) -> None:
    poisoned.place(4)
    poisoned.place(5, order_id=OF_ONE_SHARD[2])
    poisoned.deliver()
    assert poisoned.prepared() == [3, 5]
    assert poisoned.deferred() == [(1, "dead"), (2, "behind"), (4, "behind")]
    assert poisoned.outbox() == 0


def test_replayed_dead_letter_is_handled_and_what_waited_follows_in_order(poisoned: World, settings: Settings) -> None:
    settings.CURED = True
    assert deferred.replay(poisoned.alias, _dead(poisoned)) == 1
    poisoned.deliver()
    assert (poisoned.prepared(1), poisoned.deferred()) == ([1, 2], [])


def test_dropped_dead_letter_lets_what_waited_go_on(poisoned: World) -> None:
    assert deferred.drop(poisoned.alias, _dead(poisoned)) == 1
    poisoned.deliver()
    assert (poisoned.prepared(1), poisoned.deferred()) == ([2], [])


def test_dead_letter_says_what_failed_and_how_often(poisoned: World) -> None:
    letter = DeferredEvent.objects.using(poisoned.alias).get(state="dead")
    assert (letter.error, letter.attempts) == ("Poisoned: cannot prepare 1", 3)


def test_handler_that_fails_once_is_tried_again_and_order_holds(world: World) -> None:
    world.place(1, note="fails once")
    world.place(2)
    relay = world.relay()
    wait_until(lambda: not relay.step() and not world.deferred())
    assert world.prepared() == [1, 2]


def _dead(world: World) -> list[int]:
    return list(DeferredEvent.objects.using(world.alias).filter(state="dead").values_list("id", flat=True))
