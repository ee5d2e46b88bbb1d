from __future__ import annotations

import pytest

from anabranch.graph import min_cut
from anabranch.graph.dependency import Dependency, Tie, UnitGraph, UnknownUnit, join_ties
from anabranch.graph.freeing import Freeing, free_all, free_unit
from anabranch.graph.weight import NOTHING, Weight
from tests.unit.graph.graphs import depend, graph_of


def test_a_unit_in_no_tangle_is_free_already() -> None:
    graph = graph_of("a > b", "b > c", "c > b")
    assert free_unit(graph, unit="a") == Freeing("a", (), (), NOTHING, "free", ())


def test_an_empty_graph_has_nothing_to_free() -> None:
    assert free_all(UnitGraph()) == ()


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(UnknownUnit, match="'nobody'"):
        free_unit(graph_of("a > b"), unit="nobody")


def test_the_lighter_direction_is_cut() -> None:
    found = free_unit(graph_of("a > b 0+3", "b > a 0+1"), unit="a")
    assert (found.dependencies, found.weight, found.side) == ((("b", "a"),), Weight(0, 1), "top")


def test_many_code_ties_are_cut_rather_than_one_schema_tie() -> None:
    found = free_unit(graph_of("a > b 1+0", "b > a 0+50"), unit="a")
    assert found.weight == Weight(0, 50)


def test_a_unit_that_uses_little_of_its_tangle_becomes_base() -> None:
    found = free_unit(graph_of("a > b", "b > a 0+9", "c > a 0+9", "b > c", "c > b"), unit="a")
    assert (found.side, found.also_frees) == ("base", ())


def test_the_cut_may_lie_far_from_the_unit() -> None:
    found = free_unit(graph_of("a > b 0+5", "b > c 0+1", "c > a 0+5"), unit="a")
    assert (found.dependencies, found.side, found.also_frees) == ((("b", "c"),), "neither", ("b", "c"))


def test_of_equal_cuts_the_one_in_what_the_unit_uses_is_chosen() -> None:
    assert free_unit(graph_of("a > b", "b > c", "c > a"), unit="c").dependencies == (("c", "a"),)


def test_only_schema_and_code_ties_of_the_cut_are_listed() -> None:
    ties = [Tie("a.X", "b.X", "code"), Tie("a.Y", "b.X", "typing"), Tie("a.Z", "b.X", "composition")]
    graph = UnitGraph(dependencies=(join_ties(ties, importer="a", imported="b"), depend("b", "a", code=5)))
    assert free_unit(graph, unit="a").ties == (Tie("a.X", "b.X", "code"),)


def test_all_units_of_all_tangles_are_freed_cheapest_first() -> None:
    graph = graph_of("p > q 0+2", "q > p 0+3", "a > b 0+1", "b > a 1+0", "x > a")
    assert [(found.unit, found.weight.code) for found in free_all(graph)] == [("a", 1), ("b", 1), ("p", 2), ("q", 2)]


def test_one_by_one_and_all_together_say_the_same() -> None:
    graph = graph_of("a > b 0+2", "b > c 1+1", "c > a 0+4", "c > b 0+1", "b > a", "c > d 2+0", "d > b 0+7")
    assert {free_unit(graph, unit=found.unit) for found in free_all(graph)} == set(free_all(graph))


def test_a_self_dependency_changes_nothing() -> None:
    graph = UnitGraph(dependencies=(Dependency("a", "a", code=9), depend("a", "b", code=1), depend("b", "a", code=2)))
    assert free_unit(graph, unit="a").weight == Weight(0, 1)


def test_weights_past_32_bits_are_cut_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    arrows = ("a > b 0+5", "b > c 0+1", "c > a 0+5", "c > b 1+1", "b > a 0+1")
    expected = free_all(graph_of(*arrows))
    monkeypatch.setattr(min_cut, "LARGEST_CAPACITY", 0)
    assert free_all(graph_of(*arrows)) == expected


def test_a_really_large_weight_is_cut_exactly() -> None:
    large = 2**29
    around = [Dependency("a", "b", schema=3, code=large), Dependency("b", "c", schema=2, code=7)]
    back = Dependency("c", "a", schema=2, code=large)
    assert free_unit(UnitGraph(dependencies=(*around, back)), unit="a").dependencies == (("b", "c"),)
