from __future__ import annotations

import time
from itertools import pairwise
from random import Random

import pytest

from anabranch.graph import order_search
from anabranch.graph.dependency import Dependency, UnitGraph, UnknownUnit
from anabranch.graph.order import order_units
from anabranch.graph.pins import ContradictoryPins, Pin
from anabranch.graph.weighing import CODE_FIRST, FILES, REFERENCES, Weighing
from anabranch.graph.weight import NOTHING, Weight
from tests.unit.graph.graphs import graph_of


def dense_graph(units: int) -> UnitGraph:
    coin = Random(1)
    names = [f"u{index:03}" for index in range(units)]
    pairs = [(one, other) for one in names for other in names if one != other and coin.random() < 0.5]
    return UnitGraph(dependencies=tuple(Dependency(*pair, code=coin.randint(1, 9)) for pair in pairs))


def test_an_empty_graph_has_an_empty_order() -> None:
    order = order_units(UnitGraph())
    assert (order.units, order.layers, order.upward, order.proven) == ((), (), NOTHING, True)


def test_one_unit_is_its_own_order() -> None:
    assert order_units(UnitGraph(("a",))).layers == (("a",),)


def test_importers_stand_above_what_they_use() -> None:
    assert order_units(graph_of("z > a", "a > m")).units == ("z", "a", "m")


def test_schema_ties_point_down_before_any_number_of_code_ties() -> None:
    order = order_units(graph_of("child > parent 1+0", "parent > child 0+40"))
    assert (order.units, order.upward, order.total) == (("child", "parent"), Weight(0, 40), Weight(1, 40))


def test_code_first_turns_that_round() -> None:
    order = order_units(graph_of("child > parent 1+0", "parent > child 0+40"), weighing=CODE_FIRST)
    assert (order.units, order.upward, order.bound) == (("parent", "child"), Weight(1, 0), Weight(1, 0))


@pytest.mark.parametrize(("weighing", "upward"), [(REFERENCES, 2), (FILES, 1)])
def test_references_and_files_are_counted_in_the_code_part(weighing: Weighing, upward: int) -> None:
    pair = (Dependency("a", "b", schema=1, references=2, files=4), Dependency("b", "a", code=1, references=3, files=1))
    assert order_units(UnitGraph(dependencies=pair), weighing=weighing).upward == Weight(0, upward)


def test_a_layer_is_a_height_above_the_base() -> None:
    order = order_units(graph_of("a > b", "b > c", "d > c"))
    assert order.layers == (("a",), ("b", "d"), ("c",))


def test_hangul_names_are_ordered() -> None:
    assert order_units(graph_of("주문 > 결제 0+2", "결제 > 주문", "결제 > 공통")).units == ("주문", "결제", "공통")


def test_everything_in_one_tangle_is_ordered_and_proven() -> None:
    order = order_units(graph_of(*(f"u{one} > u{(one + step) % 9}" for one in range(9) for step in (1, 2))))
    assert (order.proven, order.upward) == (True, order.bound)


def test_pins_are_honoured_against_the_code() -> None:
    order = order_units(graph_of("a > b 5+5"), pins=(Pin(above="b", below="a"),))
    assert (order.units, order.upward, order.bound, order.proven) == (("b", "a"), Weight(5, 5), Weight(5, 5), True)


def test_pins_join_units_that_no_dependency_does() -> None:
    assert order_units(UnitGraph(("a", "b")), pins=(Pin(above="b", below="a"),)).layers == (("b",), ("a",))


def test_the_rest_is_solved_around_pins() -> None:
    graph = graph_of("a > b 0+9", "b > c 0+2", "c > a 0+1")
    order = order_units(graph, pins=(Pin(above="c", below="a"), Pin(above="a", below="b")))
    assert (order.units, order.upward) == (("c", "a", "b"), Weight(0, 2))


def test_contradictory_pins_are_named() -> None:
    pins = (Pin("a", "b"), Pin("b", "c"), Pin("c", "a"))
    with pytest.raises(ContradictoryPins) as caught:
        order_units(graph_of("a > b", "b > c"), pins=pins)
    circle = caught.value.units
    assert set(circle) == {"a", "b", "c"}
    assert all(Pin(*pair) in pins for pair in pairwise(circle))


def test_a_pin_on_itself_is_contradictory() -> None:
    with pytest.raises(ContradictoryPins):
        order_units(graph_of("a > b"), pins=(Pin("a", "a"),))


def test_a_pin_of_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(UnknownUnit, match="'typo'"):
        order_units(graph_of("a > b"), pins=(Pin("a", "typo"),))


def test_without_the_solver_the_heuristic_answers_with_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order_search, "has_solver", lambda: False)
    order = order_units(graph_of("a > b 0+2", "b > a 0+1", "b > c 1+0", "c > a 0+4"))
    assert NOTHING < order.bound <= order.upward


def test_the_time_limit_holds_and_leaves_both_bounds() -> None:
    graph = dense_graph(90)
    order_units(graph_of("a > b", "b > a"))  # imports what it needs
    before = time.process_time()
    order = order_units(graph, time_limit=0.5)
    assert time.process_time() - before < 1.0
    assert NOTHING < order.bound < order.upward <= order.start
    assert not order.proven


def test_no_time_at_all_still_gives_an_order() -> None:
    order = order_units(dense_graph(30), time_limit=0)
    assert len(order.units) == 30
    assert order.bound <= order.upward
