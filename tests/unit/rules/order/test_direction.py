from __future__ import annotations

from tests.unit.rules.order.judged import DOWN, UP, broken

LAYERS = 'layers = [\n    "orders",\n    "catalog",\n]\n'


def test_reference_to_a_lower_layer_is_not_reported() -> None:
    assert broken(LAYERS, DOWN) == []


def test_reference_to_a_higher_layer_is_reported_with_the_line_of_its_user() -> None:
    assert broken(LAYERS, DOWN, UP) == [("direction", "catalog", "orders", 3)]


def test_pin_decides_before_the_layers() -> None:
    pinned = f'pins = ["catalog above orders"]\n{LAYERS}'
    assert broken(pinned, UP) == []
    assert broken(pinned, DOWN) == [("direction", "orders", "catalog", 1)]
