from __future__ import annotations

import pytest

from shop_orders import services
from shop_orders.models import Order
from shop_payments import services as payments
from shop_payments.models import Payment, Receipt, Remark
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db


def test_lazy_load_is_a_hop_and_no_read_beside_it(order: Order, seen: Seen) -> None:
    Payment.objects.create(order=order)
    payments.first_order()
    row = seen.row()
    assert (row.kind, place_of(row)) == ("hop", ("shop_payments/services.py", "the single hop"))
    assert row.imported == ("orders", "shop_orders.models.Order")
    assert (row.detail["accessor"], row.detail["queries"], row.detail["loop"]) == (
        "shop_payments.Payment.order",
        1,
        False,
    )


def test_hop_in_a_loop_names_the_loop(order: Order, seen: Seen) -> None:
    made = [Payment.objects.create(order_id=order.pk) for _ in range(3)]
    seen.name_test("a test")
    payments.orders_of(made)
    row = seen.row("hop")
    assert (row.detail["queries"], row.detail["loop"]) == (3, True)
    assert row.detail["loop_at"] == f"shop_payments/services.py:{row.line}"


def test_relation_that_is_loaded_already_is_a_hop_without_queries(order: Order, seen: Seen) -> None:
    payments.orders_of([Payment.objects.create(order=order)])
    assert seen.row("hop").detail["queries"] == 0


@pytest.mark.parametrize(
    ("act", "place", "accessor"),
    [
        (services.paid_amounts, "reverse hop", "shop_orders.Order.payments"),
        (services.has_receipt, "one-to-one hop", "shop_orders.Order.receipt"),
        (services.batches_of, "many-to-many hop", "shop_orders.Order.batches"),
        (services.remarks_of, "generic reverse hop", "shop_orders.Order.remarks"),
    ],
)
def test_accessor_of_the_other_side_is_a_hop(order: Order, seen: Seen, act: object, place: str, accessor: str) -> None:
    assert callable(act)
    act(order)
    row = seen.row("hop")
    assert (place_of(row), row.detail["accessor"]) == (("shop_orders/services.py", place), accessor)
    assert row.imported.domain == "payments"


def test_generic_relation_is_a_hop_to_what_it_leads_to(order: Order, seen: Seen) -> None:
    Remark.objects.create(about=order)
    payments.subjects()
    row = seen.row("hop")
    assert (place_of(row)[1], row.imported.symbol) == ("the generic hop", "shop_orders.models.Order")


def test_prefetching_is_a_hop_of_its_own(order: Order, seen: Seen) -> None:
    services.prefetched()
    row = seen.row("hop")
    assert (place_of(row)[1], row.detail["prefetch"]) == ("prefetched", True)


def test_saving_follows_no_relation(order: Order, seen: Seen) -> None:
    Receipt(order=order).save()
    assert seen.rows("hop") == []


def test_accessor_keeps_its_class_for_whoever_looks(order: Order, seen: Seen) -> None:
    descriptor = vars(Payment)["order"]
    assert type(descriptor).__name__ == "ForwardManyToOneDescriptor"
    assert Payment.order is descriptor
