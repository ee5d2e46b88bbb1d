from __future__ import annotations

from tests.unit.rules.contracts.graphs import broken

CONTRACT = (
    'type = "uses"\nuses = { "shop.orders" = ["shop.catalog.**"], "shop.catalog" = [] }\nmodules = ["shop.tools"]'
)


def test_use_of_a_listed_part_keeps_it() -> None:
    assert broken(CONTRACT, "shop.orders.views > shop.catalog.models", "shop.tools > shop.orders.x") == []


def test_use_of_a_part_that_is_not_listed_breaks_it() -> None:
    row = "shop.catalog.models > shop.orders.views"
    assert broken(CONTRACT, row) == [row]


def test_use_of_code_in_no_part_keeps_it() -> None:
    assert broken(CONTRACT, "shop.catalog.models > lib") == []


def test_star_in_what_is_used_is_one_part_of_a_name() -> None:
    contract = 'type = "uses"\nuses = { "shop.a" = ["shop.*"] }\nmodules = ["shop.b", "shop.b.inner"]'
    assert broken(contract, "shop.a > shop.b", "shop.a > shop.b.inner") == ["shop.a > shop.b.inner"]


def test_part_named_in_full_overrides_a_pattern() -> None:
    contract = 'type = "uses"\nuses = { "shop.*" = [], "shop.a" = ["shop.b"] }'
    assert broken(contract, "shop.a > shop.b", "shop.b > shop.a") == ["shop.b > shop.a"]
