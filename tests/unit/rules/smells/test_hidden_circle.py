from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.smells.smelling import smelled

LOAD = reference("catalog.models.Product.sold", "orders.models.Order", kind="get-model")
DOWN = reference("orders.services.place", "catalog.models.Product")


def test_load_one_way_is_not_reported() -> None:
    assert smelled("hidden-circle", LOAD) == []


def test_circle_that_imports_show_is_not_reported() -> None:
    assert smelled("hidden-circle", LOAD, DOWN, reference("catalog.views.page", "orders.views.page")) == []


def test_load_that_closes_a_circle_is_reported() -> None:
    follows = reference("catalog.models.Product.sold", "orders.models.Order", kind="reverse-access", line=3)
    assert smelled("hidden-circle", LOAD, DOWN, follows) == [("catalog.models.Product.sold", "orders.models.Order")]
