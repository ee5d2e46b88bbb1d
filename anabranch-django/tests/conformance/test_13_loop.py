"""A loop stops at the hop limit."""

from __future__ import annotations

from django.db import transaction

from anabranch_django.events.models import DeferredEvent
from tests.trade.sales.port import OrderChanged, Orders
from tests.trade.shipping.models import Parcel
from tests.world import World


def test_consumers_that_answer_each_other_stop_at_the_limit(world: World) -> None:
    world.setting["events"]["hops"] = 4
    with transaction.atomic(using=world.alias):
        Orders.changed.publish(OrderChanged(order_id=1, version=1))
    relay = world.relay()
    # Not until there is nothing left: where nothing stops the circle, that would never be.
    for _ in range(12):
        relay.step()
    relay.release()
    assert Parcel.objects.using(world.alias).filter(consumer="echo").count() == 4
    letter = DeferredEvent.objects.using(world.alias).get()
    assert letter.state == "dead"
    assert "sales.changed as the 5th event in a row" in letter.error
