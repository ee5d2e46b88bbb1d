from __future__ import annotations

from types import FunctionType

import pytest

from shop_orders.models import Order
from shop_payments import services as payments
from shop_payments.models import Payment
from shop_people import building
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db
BUILDING = "shop_people/building.py"
JOINING = [
    building.filtered,
    building.selected,
    building.ordered,
    building.valued,
    building.counted,
    building.within,
    building.existing,
    building.annotated,
    building.united,
    building.prefetched,
]


@pytest.fixture
def payment(order: Order) -> Payment:
    made: Payment = Payment.objects.create(order=order, amount=5)
    return made


def places(seen: Seen) -> set[tuple[str, tuple[str, str]]]:
    """Domain that crosses to the orders, and where."""
    return {(row.importer.domain, place_of(row)) for row in seen.rows() if row.imported.domain == "orders"}


@pytest.mark.parametrize("join", JOINING)
@pytest.mark.parametrize("run", [building.run, payments.run])
def test_table_that_another_domain_joins_is_none_of_the_owner_s_whose_query_it_began_with(
    payment: Payment, seen: Seen, join: FunctionType, run: FunctionType
) -> None:
    seen.rehearse("payments")
    run(join(payments.listed()))
    assert places(seen) == set()


@pytest.mark.parametrize("join", JOINING)
@pytest.mark.parametrize("run", [building.run, payments.run])
@pytest.mark.parametrize("domain", ["people", "orders"])
def test_table_belongs_to_the_line_that_joined_it_whoever_began_the_query_or_ran_it(
    payment: Payment, seen: Seen, join: FunctionType, run: FunctionType, domain: str
) -> None:
    seen.rehearse(domain)
    run(join(payments.listed()))
    assert places(seen) == {("people", (BUILDING, "joined"))}


@pytest.mark.parametrize("join", [join for join in JOINING if join is not building.united])
def test_table_belongs_to_the_line_that_joined_it_though_another_line_refines_and_runs_it(
    payment: Payment, seen: Seen, join: FunctionType
) -> None:
    building.run(building.refined(join(payments.listed())))
    assert places(seen) == {("people", (BUILDING, "joined"))}


def test_table_belongs_to_the_line_that_joined_it_however_many_lines_built_the_query(
    payment: Payment, seen: Seen
) -> None:
    seen.rehearse("orders")
    building.run(building.refined_often(payments.listed()))
    assert places(seen) == {("people", (BUILDING, "joined"))}


def test_table_that_a_query_begins_with_belongs_to_the_line_that_asks_for_it_though_its_owner_joins_it_again(
    payment: Payment, seen: Seen
) -> None:
    building.run(building.all_orders())
    assert places(seen) == {("people", (BUILDING, "asked"))}


def test_table_that_is_joined_already_is_named_by_the_line_that_orders_by_it_too(payment: Payment, seen: Seen) -> None:
    seen.rehearse("people")
    building.run(building.ordered(payments.listed_by_number()))
    assert ("people", (BUILDING, "joined")) in places(seen)


@pytest.mark.parametrize("begin", [payments.batches, payments.batches_by_number])
def test_table_of_a_many_to_many_is_named_by_the_line_that_orders_by_it(
    payment: Payment, seen: Seen, begin: FunctionType
) -> None:
    seen.rehearse("people")
    building.run(building.ordered_batches(begin()))
    assert ("people", (BUILDING, "joined")) in places(seen)
