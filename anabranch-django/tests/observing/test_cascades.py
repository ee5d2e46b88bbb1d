from __future__ import annotations

import pytest

from shop_orders import services
from shop_orders.models import Order
from shop_payments.models import Payment, Receipt
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(order: Order) -> Order:
    Payment.objects.create(order=order)
    Receipt.objects.create(order=order)
    return order


def test_deletion_that_takes_foreign_rows_is_a_cascade(paid: Order, seen: Seen) -> None:
    services.deleted(paid)
    edges = {row.detail["because"]: row.detail["policy"] for row in seen.rows("cascade")}
    assert edges["shop_payments.Payment.order"] == "CASCADE"
    assert edges["shop_payments.Receipt.order"] == "SET_NULL"
    assert {place_of(row) for row in seen.rows("cascade")} == {("shop_orders/services.py", "deleted")}


def test_statements_of_a_cascade_are_no_crossings_beside_it(paid: Order, seen: Seen) -> None:
    services.deleted(paid)
    assert seen.kinds == {"cascade"}


def test_deletion_by_a_query_cascades_as_well(paid: Order, seen: Seen) -> None:
    Order.objects.update(state="old")
    services.deleted_by_query()
    assert "deleted by query" in {place_of(row)[1] for row in seen.rows("cascade")}


def test_deletion_within_one_domain_is_none(paid: Order, seen: Seen) -> None:
    seen.rehearse("people")
    services.deleted(paid)
    assert seen.rows() == []
