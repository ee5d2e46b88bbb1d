from __future__ import annotations

from tests.unit.rules.contracts.graphs import broken

LAYERS = 'type = "layers"\nlayers = ["shop.views", "shop.services", "shop.models"]'


def test_use_of_a_lower_layer_keeps_them() -> None:
    assert broken(LAYERS, "shop.views > shop.models", "shop.services > shop.models") == []


def test_use_of_a_higher_layer_breaks_them() -> None:
    assert broken(LAYERS, "shop.models > shop.views") == ["shop.models > shop.views"]


def test_way_up_through_a_module_outside_the_layers_breaks_them() -> None:
    rows = "shop.models > shop.tools", "shop.tools > shop.views"
    assert broken(LAYERS, *rows) == ["shop.models > shop.tools > shop.views"]
    assert broken(f"{LAYERS}\nindirect = false", *rows) == []


def test_modules_joined_by_a_bar_are_independent_and_by_a_colon_are_not() -> None:
    row = "shop.a > shop.b"
    assert broken('type = "layers"\nlayers = ["shop.a | shop.b"]', row) == [row]
    assert broken('type = "layers"\nlayers = ["shop.a : shop.b"]', row) == []


def test_layers_of_containers_hold_inside_each() -> None:
    contract = 'type = "layers"\ncontainers = ["one", "two"]\nlayers = ["high", "(rare)", "low"]'
    rows = "one.low > one.high", "two.low > one.high", "two.high > two.low"
    assert broken(contract, *rows) == ["one.low > one.high"]


def test_layers_of_a_container_that_is_not_there_hold_nothing() -> None:
    assert broken('type = "layers"\ncontainers = ["gone"]\nlayers = ["high", "low"]', "low > high") == []
