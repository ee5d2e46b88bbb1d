"""The helpers that teams get for their own tests, used as they use them."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction
from django.test import TestCase, override_settings

from anabranch_django.errors import OutsideTransaction
from anabranch_django.events.models import DeferredEvent, OutboxEvent
from anabranch_django.testing import assert_port_calls
from anabranch_django.testing.events import deliver_all, published, take_all
from tests.shop.stock.port import Stock
from tests.trade.sales.port import OrderChanged, OrderCounted, OrderPlaced, Orders
from tests.trade.shipping import consumers
from tests.trade.shipping.consumers import Poisoned
from tests.trade.shipping.models import Parcel

PLACED = OrderPlaced(order_id=1, number=1)


class InATestCase(TestCase):
    """Everything happens in the transaction that Django puts around a test."""

    def test_published_event_is_seen_and_delivered(self) -> None:
        with transaction.atomic():
            Orders.placed.publish(PLACED)
        assert published(Orders.placed) == [PLACED]
        assert deliver_all() == 1
        assert published(Orders.placed) == []
        assert Parcel.objects.get().number == 1

    def test_the_tests_own_transaction_does_not_count(self) -> None:
        with pytest.raises(OutsideTransaction):
            Orders.placed.publish(PLACED)

    def test_what_a_consumer_raises_is_raised(self) -> None:
        with transaction.atomic():
            Orders.placed.publish(OrderPlaced(order_id=1, number=1, note="poison"))
        with pytest.raises(Poisoned):
            deliver_all()

    def test_failure_is_deferred_where_the_test_wants_it(self) -> None:
        with transaction.atomic():
            Orders.placed.publish(OrderPlaced(order_id=1, number=1, note="poison"))
        deliver_all(raise_failures=False)
        assert (DeferredEvent.objects.get().consumer, OutboxEvent.objects.count()) == ("shipping.prepare", 0)

    def test_events_that_lead_to_events_are_delivered_too(self) -> None:
        with transaction.atomic():
            Orders.changed.publish(OrderChanged(order_id=1, version=1))
        deliver_all(raise_failures=False)
        assert Parcel.objects.filter(consumer="echo").count() == 16

    def test_events_of_a_domain_that_is_elsewhere_are_not_looked_for_here(self) -> None:
        """Its database belongs to another process, and our tables are not in it."""
        domains = {"sales": {"database": "of another process"}, "shipping": {}}
        with override_settings(ANABRANCH={**settings.ANABRANCH, "serve": "shipping", "domains": domains}):
            assert take_all() == []


@pytest.mark.django_db(transaction=True)
def test_calls_that_a_consumer_makes_are_not_counted_as_the_tests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(consumers, "on_prepare", lambda _event: asked.append(Stock().get_many(skus=("mug",))))
    with transaction.atomic():
        Orders.placed.publish(PLACED)
    with assert_port_calls(0):
        deliver_all()
    assert asked == [{}]


@pytest.mark.django_db(transaction=True)
def test_calls_that_a_consumer_of_many_makes_are_not_counted_as_the_tests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(consumers, "on_many", lambda _events: asked.append(Stock().get_many(skus=("mug",))))
    with transaction.atomic():
        Orders.counted.publish(OrderCounted(order_id=1, number=1))
    with assert_port_calls(0):
        deliver_all()
    assert asked == [{}]
