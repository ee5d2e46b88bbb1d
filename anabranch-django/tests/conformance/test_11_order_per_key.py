"""Order per key with four relays."""

from __future__ import annotations

from django.db import transaction

from anabranch_django.events.models import ShardLease
from tests.trade.sales.port import OrderCounted, Orders
from tests.trade.shipping.models import Parcel
from tests.world import World, killed_at_end, threads, wait_until

KEYS = 12
EACH = 25
FEW = 6


def test_four_relays_deliver_every_key_in_order(world: World) -> None:
    relays = [world.start("django", "anabranch_relay") for _ in range(4)]
    with killed_at_end(relays):
        with threads(*(lambda key=key: world.place(*range(EACH), order_id=key) for key in range(KEYS))):
            pass
        wait_until(lambda: len(world.prepared()) == KEYS * EACH, seconds=60)
    assert {key: world.prepared(key) for key in range(KEYS)} == {key: list(range(EACH)) for key in range(KEYS)}


def test_four_relays_deliver_in_order_where_no_transaction_of_the_consumer_keeps_it(world: World) -> None:
    _give_time(world)
    relays = [world.start("django", "anabranch_relay") for _ in range(4)]
    with killed_at_end(relays):
        wait_until(lambda: len(_holders(world)) == len(relays))
        for number in range(FEW):
            for key in range(FEW):
                with transaction.atomic(using=world.alias):
                    Orders.announced.publish(OrderCounted(order_id=key, number=number))
        wait_until(lambda: not world.outbox())
    announced = Parcel.objects.using(world.alias).filter(consumer="announce").order_by("id")
    for key in range(FEW):
        assert list(announced.filter(order_id=key).values_list("number", flat=True)) == list(range(FEW))


def test_no_shard_is_held_by_two_relays_while_they_come_and_go(world: World) -> None:
    _give_time(world)
    relays = [world.relay("sales") for _ in range(4)]
    for among in (1, 2, 4, 3, 4, 2):
        for leaving in relays[among:]:
            leaving.release()
        for relay in relays[:among]:
            relay.renew()
            held = [shard for each in relays for shard in each.shards("sales")]
            assert len(held) == len(set(held))


def test_relays_share_the_shards_evenly(world: World) -> None:
    _give_time(world)
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


def _give_time(world: World) -> None:
    """A relay that the machine holds up for longer than its lease loses it, as it should; here none may."""
    world.setting["events"]["lease"] = 40.0
    world.apply()


def _holders(world: World) -> set[str]:
    """The relays that hold shards now."""
    return set(ShardLease.objects.using(world.alias).filter(domain="sales").values_list("owner", flat=True)) - {""}
