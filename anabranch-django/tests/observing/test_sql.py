from __future__ import annotations

from types import FunctionType

import pytest

from shop_orders import services
from shop_orders.models import Order
from shop_payments import services as payments
from shop_payments.models import Account, Batch, Payment
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db
SERVICES = "shop_orders/services.py"


@pytest.fixture
def payment(order: Order) -> Payment:
    made: Payment = Payment.objects.create(order=order, amount=5)
    return made


def test_query_within_one_domain_crosses_nothing(payment: Payment, seen: Seen) -> None:
    assert payments.own_payments() == 1
    assert seen.rows() == []


@pytest.mark.parametrize(
    ("act", "kind", "place"),
    [
        (services.joined, "join", "joined"),
        (services.selected, "join", "selected"),
        (services.subquery, "subquery", "subquery"),
        (services.annotated, "subquery", "annotated"),
        (services.united, "subquery", "united"),
        (services.found, "join", "found"),
        (services.raw_cursor, "subquery", "raw cursor"),
        (services.raw_queryset, "join", "raw queryset"),
        (services.iterated, "join", "iterated"),
        (services.read, "read", "read"),
        (services.written, "write", "updated"),
    ],
)
def test_statement_over_the_edge_is_seen_at_its_line(
    payment: Payment, seen: Seen, act: FunctionType, kind: str, place: str
) -> None:
    act()
    row = seen.row()
    assert (row.kind, place_of(row), row.imported) == (
        kind,
        (SERVICES, place),
        ("payments", "shop_payments.models.Payment"),
    )
    assert row.importer == ("orders", f"shop_orders.services.{act.__name__}")


def test_join_names_its_tables_and_no_values(payment: Payment, seen: Seen) -> None:
    services.joined()
    assert seen.row().detail == {"tables": {"shop_orders_order", "shop_payments_payment"}}


def test_join_seen_from_the_other_side_imports_the_other_model(payment: Payment, seen: Seen) -> None:
    payments.numbers_of_paid()
    row = seen.row()
    assert (row.importer.domain, row.imported.symbol) == ("payments", "shop_orders.models.Order")


def test_deferred_field_of_a_foreign_model_is_a_read(payment: Payment, seen: Seen) -> None:
    services.deferred()
    assert "deferred" in {place_of(row)[1] for row in seen.rows("read")}


@pytest.mark.parametrize("act", [services.created_in_bulk, services.make_receipt])
def test_rows_made_in_a_foreign_table_are_a_write(order: Order, seen: Seen, act: object) -> None:
    assert callable(act)
    act(order)
    assert [row.imported.domain for row in seen.rows("write")] == ["payments"]


def test_bulk_update_of_a_foreign_table_is_a_write(payment: Payment, seen: Seen) -> None:
    services.updated_in_bulk()
    assert place_of(seen.row("write")) == (SERVICES, "bulk updated")


def test_link_table_belongs_to_the_model_that_has_the_field(order: Order, seen: Seen) -> None:
    services.linked(order, Batch.objects.create())
    row = seen.row("write")
    assert (place_of(row), row.imported.symbol) == ((SERVICES, "linked"), "shop_payments.models.Batch")


def test_inherited_tables_are_joined(order: Order, seen: Seen) -> None:
    payments.gifts()
    row = seen.row()
    assert (row.kind, place_of(row)[1], row.imported.symbol) == ("join", "the inherited", "shop_orders.models.Order")


def test_proxy_reads_the_table_of_the_model_behind_it(order: Order, seen: Seen) -> None:
    payments.open_orders()
    row = seen.row()
    assert (row.kind, row.imported.symbol) == ("read", "shop_orders.models.Order")


def test_base_that_saves_the_model_that_inherits_it_writes_nothing_foreign(seen: Seen) -> None:
    Account().save()
    assert seen.rows("write") == []


def test_rows_locked_in_a_foreign_table_are_a_lock(payment: Payment, seen: Seen) -> None:
    services.locked()
    assert place_of(seen.row("lock")) == (SERVICES, "locked")


@pytest.mark.parametrize(
    ("act", "kind", "place"),
    [
        (payments.receipts_locked, "join", "receipts locked"),
        (payments.payments_of_open_locked, "subquery", "payments of open locked"),
    ],
)
def test_rows_that_are_only_read_beside_locked_ones_are_no_lock(
    payment: Payment, seen: Seen, act: FunctionType, kind: str, place: str
) -> None:
    act()
    row = seen.row()
    assert (row.kind, place_of(row)[1], row.imported.symbol) == (kind, place, "shop_orders.models.Order")


def test_same_line_again_is_counted_not_repeated(payment: Payment, seen: Seen) -> None:
    for name in ("one", "two", "two"):
        seen.name_test(name)
        services.read()
    row = seen.row()
    assert (row.count, row.test_count, row.tests) == (3, 2, ["one", "two"])


def test_rehearsal_sees_the_edge_of_its_domain_alone(payment: Payment, seen: Seen) -> None:
    seen.rehearse("people")
    services.joined()
    assert seen.rows() == []
    seen.rehearse("orders")
    services.joined()
    assert seen.row().kind == "join"


def test_join_made_by_a_test_itself_is_kept_apart_in_a_rehearsal(payment: Payment, seen: Seen) -> None:
    list(Order.objects.filter(payments__amount=5))
    assert seen.rows() == []
