"""No event without its commit; none lost while whoever takes it is down."""

from __future__ import annotations

import pytest
from django.db import transaction

from anabranch_django.errors import OutsideTransaction
from anabranch_django.testing import away
from anabranch_django.testing.dying import PUBLISHER_POINTS
from tests.trade.sales.port import OrderPlaced, Orders
from tests.world import World, wait_until


class Changed(Exception):
    pass


def test_transaction_that_rolls_back_publishes_nothing(world: World) -> None:
    with pytest.raises(Changed):
        _publish_and_fail(world)
    assert world.outbox() == 0


def test_committed_event_is_delivered_and_leaves_the_outbox(world: World) -> None:
    world.place(1)
    world.deliver()
    assert (world.prepared(), world.outbox()) == ([1], 0)


@pytest.mark.parametrize(
    ("point", "committed"),
    [("event not written", [1]), ("event written, not committed", [1]), ("committed, nobody woken", [1, 2])],
)
def test_publisher_that_is_killed_has_told_what_it_committed_and_nothing_else(
    world: World, point: str, committed: list[int]
) -> None:
    assert point in PUBLISHER_POINTS
    assert world.start("tests.placing", point, "1", "2", "3").wait(timeout=120) == -9
    world.deliver()
    assert (world.prepared(), world.outbox()) == (committed, 0)


def test_publishing_outside_of_a_transaction_is_refused(world: World) -> None:
    with pytest.raises(OutsideTransaction, match=r"sales\.placed .* inside transaction\.atomic\(using=\"world\"\)"):
        Orders.placed.publish(OrderPlaced(order_id=1, number=1))
    assert world.outbox() == 0


def test_events_for_whoever_is_down_are_kept_and_arrive_once_in_order(world: World) -> None:
    world.place(1)
    with away("shipping"):
        world.place(2)
        world.deliver()
        world.place(3)
        world.deliver()
    assert (world.prepared(), world.outbox(), world.waiting()) == ([], 0, {"shipping": 3})
    world.place(4)
    relay = world.relay()
    wait_until(lambda: not relay.step() and not world.waiting())
    assert world.prepared() == [1, 2, 3, 4]


def _publish_and_fail(world: World) -> None:
    with transaction.atomic(using=world.alias):
        Orders.placed.publish(OrderPlaced(order_id=1, number=1))
        raise Changed
