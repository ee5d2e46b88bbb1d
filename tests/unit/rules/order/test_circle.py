from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.order.judged import DOWN, UP, broken

LAYERS = 'layers = ["orders, catalog, carts"]\n'


def test_one_way_between_domains_of_a_layer_is_not_reported() -> None:
    assert broken(LAYERS, DOWN) == []


def test_both_ways_are_reported() -> None:
    assert broken(LAYERS, DOWN, UP) == [("circle", "catalog", "orders", 1), ("circle", "orders", "catalog", 1)]


def test_circle_through_a_third_domain_is_reported_and_what_leads_to_it_is_not() -> None:
    around = reference("catalog.views.page", "carts.models.Cart"), reference("carts.models.Cart", "orders.models.Order")
    assert [rule for rule, *_ in broken(LAYERS, DOWN, *around)] == ["circle"] * 3
    assert broken(LAYERS, DOWN, around[0]) == []
