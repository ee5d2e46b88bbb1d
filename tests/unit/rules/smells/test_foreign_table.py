from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.smells.smelling import smelled


def test_relation_to_another_domain_is_not_reported() -> None:
    assert smelled("foreign-table", reference("orders.models.Order", "catalog.models.Product", kind="relation")) == []


def test_sql_on_a_table_of_another_domain_is_reported() -> None:
    one = reference("orders.reports.sales", "catalog.models.Product", kind="table")
    assert smelled("foreign-table", one) == [("orders.reports.sales", "catalog.models.Product")]
