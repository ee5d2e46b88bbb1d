from __future__ import annotations

import pytest

from shop_orders import services
from shop_orders.models import Order
from shop_payments.models import Account
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db


def test_call_over_the_edge_says_what_kinds_cross(order: Order, seen: Seen) -> None:
    services.described(order)
    row = seen.row("call")
    assert place_of(row) == ("shop_orders/services.py", "described")
    assert row.imported == ("payments", "shop_payments.services.describe")
    assert row.detail == {"arguments": {"callable", "instance"}, "result": {"instance"}}


def test_queryset_that_is_handed_over_is_named(order: Order, seen: Seen) -> None:
    services.list_of_payments()
    assert seen.row("call").detail["result"] == {"queryset"}


def test_call_within_a_domain_is_none(order: Order, seen: Seen) -> None:
    services.closed(order)
    assert seen.rows("call") == []


def test_base_that_calls_what_its_subclass_overrides_refers_to_nothing(db: None, seen: Seen) -> None:
    assert Account().summary() == "account"
    assert seen.rows("call") == []


def test_call_of_a_test_is_none(order: Order, seen: Seen) -> None:
    services.customers()
    assert seen.rows("call") == []
