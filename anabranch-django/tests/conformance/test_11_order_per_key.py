"""Order per key with four relays."""

from __future__ import annotations

from tests.world import World, killed_at_end, threads, wait_until

KEYS = 12
EACH = 25


def test_four_relays_deliver_every_key_in_order(world: World) -> None:
    relays = [world.start("django", "anabranch_relay") for _ in range(4)]
    with killed_at_end(relays):
        with threads(*(lambda key=key: world.place(*range(EACH), order_id=key) for key in range(KEYS))):
            pass
        wait_until(lambda: len(world.prepared()) == KEYS * EACH, seconds=60)
    assert {key: world.prepared(key) for key in range(KEYS)} == {key: list(range(EACH)) for key in range(KEYS)}


def test_relays_share_the_shards_evenly(world: World) -> None:
    relays = [world.relay("sales") for _ in range(4)]
    for _ in range(3):
        for relay in relays:
            relay.renew()
    assert [len(relay.shards("sales")) for relay in relays] == [16, 16, 16, 16]


def test_shards_of_a_relay_that_stopped_go_to_the_others_at_once(world: World) -> None:
    first, second = world.relay("sales"), world.relay("sales")
    first.renew()
    first.release()
    second.renew()
    assert len(second.shards("sales")) == 64
