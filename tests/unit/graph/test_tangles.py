from __future__ import annotations

from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.tangles import find_tangles
from tests.unit.graph.graphs import graph_of


def test_an_empty_graph_has_no_tangle() -> None:
    assert find_tangles(UnitGraph()) == ()


def test_one_unit_is_no_tangle_even_when_it_uses_itself() -> None:
    assert find_tangles(UnitGraph(("a",), (Dependency("a", "a", code=1),))) == ()


def test_tangles_come_largest_first_then_by_name() -> None:
    graph = graph_of("x > y", "y > x", "a > b", "b > a", "p > q", "q > r", "r > p", "p > a")
    assert find_tangles(graph) == (("p", "q", "r"), ("a", "b"), ("x", "y"))


def test_composition_and_typing_tie_no_tangle() -> None:
    back = Dependency("b", "a", composition=4, typing=2)
    assert find_tangles(UnitGraph(dependencies=(Dependency("a", "b", code=1), back))) == ()


def test_hangul_names_are_units_like_others() -> None:
    assert find_tangles(graph_of("주문 > 결제", "결제 > 주문")) == (("결제", "주문"),)
