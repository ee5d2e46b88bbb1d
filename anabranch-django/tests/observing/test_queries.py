from __future__ import annotations

import pickle
from types import FunctionType

import pytest

from shop_orders import queries
from shop_orders.models import Order
from shop_payments import services as payments
from shop_payments.models import Payment
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db
QUERIES = "shop_orders/queries.py"


def places(seen: Seen, domain: str) -> set[tuple[str, str]]:
    rows = seen.rows("read", "join", "subquery")
    return {place_of(row) for row in rows if row.imported.domain == domain}


@pytest.mark.parametrize(
    "act",
    [
        queries.passed_on,
        queries.built_further,
        queries.joined,
        queries.pickled,
        queries.raw,
        queries.raw_joined,
        queries.raw_elsewhere,
    ],
)
def test_query_that_runs_elsewhere_belongs_to_the_line_that_wrote_it(
    order: Order, seen: Seen, act: FunctionType
) -> None:
    act()
    assert places(seen, "payments") == {(QUERIES, "written")}


def test_table_belongs_to_the_line_that_joined_it(order: Order, seen: Seen) -> None:
    queries.joined_later()
    assert (QUERIES, "written") in places(seen, "people")


def test_table_that_an_override_is_given_belongs_to_whoever_gave_it(order: Order, seen: Seen) -> None:
    payments.orders_of_others("Bea")
    assert places(seen, "people") == {("shop_payments/services.py", "the exclusion")}


def test_query_that_its_owner_writes_belongs_to_the_line_that_asks_for_it(order: Order, seen: Seen) -> None:
    queries.asked_for()
    assert places(seen, "payments") == {(QUERIES, "asked")}


def test_query_that_its_owner_writes_and_runs_crosses_nothing(order: Order, seen: Seen) -> None:
    queries.answered()
    assert places(seen, "payments") == set()


def test_query_of_another_process_belongs_to_the_line_that_runs_it(order: Order, seen: Seen) -> None:
    queryset = Payment.objects.all()
    queryset.query.__dict__["_anabranch_noted"] = ((10**6, 0, 0, False),)
    list(queryset)
    assert seen.rows("read") == []


def test_pickled_query_holds_nothing_of_this_library(order: Order, seen: Seen) -> None:
    written = queries.later().query
    assert "_anabranch_noted" in written.__dict__
    assert b"anabranch_django" not in pickle.dumps(written)


def test_queryset_of_no_model_is_none_of_ours(seen: Seen) -> None:
    assert queries.of_nothing() is None
    assert seen.rows() == []
