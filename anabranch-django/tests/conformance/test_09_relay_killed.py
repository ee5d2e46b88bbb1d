"""A relay killed between delivering and deleting: delivered twice, effect once. And at every other point."""

from __future__ import annotations

import pytest

from anabranch_django.testing.dying import POINTS
from tests.trade.shipping import consumers
from tests.world import World, wait_until

SIGKILLED = -9


def test_relay_killed_between_delivery_and_delete_delivers_twice_with_one_effect(world: World) -> None:
    world.place(1, 2, 3)
    dying = world.start("anabranch_django.testing.dying", "relay", "delivered, not deleted", "1")
    assert dying.wait(timeout=120) == SIGKILLED
    assert (world.prepared(), world.outbox()) == ([1, 2, 3], 3)
    _deliver_all(world)
    assert (world.prepared(), world.outbox()) == ([1, 2, 3], 0)


@pytest.mark.parametrize("point", POINTS)
def test_relay_killed_anywhere_loses_nothing_and_repeats_no_effect(world: World, point: str) -> None:
    world.place(1, 2)
    world.place(3, 4, order_id=2, note="fails once")
    dying = world.start(
        "anabranch_django.testing.dying",
        "relay",
        point,
        "2" if point.startswith(("handled", "after", "before")) else "1",
    )
    assert dying.wait(timeout=120) == SIGKILLED
    _deliver_all(world)
    assert sorted(world.prepared()) == [1, 2, 3, 4]
    assert (world.prepared(1), world.prepared(2)) == ([1, 2], [3, 4])


def test_event_that_comes_twice_reaches_the_handler_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(consumers, "on_prepare", lambda event: seen.append(event.number))
    world.place(1)
    again = world.envelopes()
    world.deliver()
    world.accept("shipping", again + again)
    assert seen == [1]


def count_of(point: str) -> str:
    """In the middle, where there is one."""
    return "2" if point.startswith(("handled", "after", "before")) else "1"


def _deliver_all(world: World) -> None:
    """As soon as the lease of the relay that was killed ends."""
    relay = world.relay()
    wait_until(lambda: not relay.step() and not world.outbox() and not world.deferred())
