"""A stranded lease is recovered."""

from __future__ import annotations

from tests.world import World, wait_until


def test_shards_of_a_relay_that_was_killed_are_taken_over(world: World) -> None:
    dying = world.start("anabranch_django.testing.dying", "relay", "shards taken", "2")
    world.place(1)
    dying.wait(timeout=30)
    relay = world.relay()
    wait_until(lambda: not relay.step() and world.prepared() == [1])


def test_relay_slower_than_its_lease_stops_and_its_batch_has_one_effect(world: World) -> None:
    world.setting["events"]["lease"] = 0.4
    world.place(1, 2, 3, note="slow")
    slow, other = world.relay(), world.relay()
    slow.step()
    wait_until(lambda: not other.step() and not slow.step() and not world.outbox())
    assert world.prepared() == [1, 2, 3]
