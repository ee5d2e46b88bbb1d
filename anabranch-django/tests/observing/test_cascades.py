from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db.models.signals import pre_delete

from shop_orders import services
from shop_orders.models import Line, Order
from shop_payments.models import Batch, Payment, Receipt, Remark
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(order: Order) -> Order:
    Payment.objects.create(order=order, amount=5)
    order.batches.add(Batch.objects.create())
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


@pytest.fixture(params=[False, True], ids=["at once", "one by one"])
def heard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django deletes by one statement where nobody hears of the single rows; else it reads them before."""
    models = (Order, Line, Payment, Batch) if request.param else ()
    for model in models:
        pre_delete.connect(_hear, sender=model)
    yield
    for model in models:
        pre_delete.disconnect(_hear, sender=model)


def _hear(**_signal: object) -> None:
    pass


def test_rows_that_a_generic_relation_leads_to_go_as_well(paid: Order, seen: Seen) -> None:
    Remark.objects.create(about=paid)
    services.deleted(paid)
    assert "shop_orders.Order.remarks" in {row.detail["because"] for row in seen.rows("cascade")}


@pytest.mark.parametrize(
    ("delete", "place", "domain"),
    [
        (services.payments_deleted, "payments deleted", "payments"),
        (services.batches_deleted, "batches deleted", "payments"),
        (lambda: services.payment_deleted(Payment.objects.get()), "payment deleted", "payments"),
    ],
)
def test_deleting_rows_of_the_other_side_is_a_write_alone(
    paid: Order, heard: None, seen: Seen, delete: Callable[[], None], place: str, domain: str
) -> None:
    delete()
    row = seen.row("write", "read", "cascade")
    assert (row.kind, place_of(row)[1], row.imported.domain) == ("write", place, domain)


@pytest.mark.parametrize(
    ("delete", "place"),
    [
        (services.paid_deleted, "paid deleted"),
        (services.lines_of_paid_deleted, "lines of paid deleted"),
    ],
)
def test_what_chooses_the_rows_to_delete_is_joined(
    paid: Order, heard: None, seen: Seen, delete: Callable[[], None], place: str
) -> None:
    delete()
    row = seen.row("join", "subquery", "read", "write")
    assert (place_of(row)[1], row.imported.symbol) == (place, "shop_payments.models.Payment")
