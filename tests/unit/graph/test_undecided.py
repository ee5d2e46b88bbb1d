from __future__ import annotations

from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.order import order_units
from anabranch.graph.undecided import compare_orders, undecided_pairs
from tests.unit.graph.graphs import graph_of


def test_a_graph_without_tangles_leaves_nothing_undecided() -> None:
    assert undecided_pairs(graph_of("a > b", "b > c")) == ()


def test_a_foreign_key_against_many_accessors_is_undecided() -> None:
    assert undecided_pairs(graph_of("child > parent 1+0", "parent > child 0+9")) == (("child", "parent"),)


def test_a_pair_that_every_weighing_orders_alike_is_robust() -> None:
    graph = UnitGraph(
        dependencies=(
            Dependency("a", "b", schema=2, code=9, references=30, files=8),
            Dependency("b", "a", schema=1, code=1, references=2, files=1),
        )
    )
    assert undecided_pairs(graph) == ()


def test_as_many_files_both_ways_do_not_contradict_the_ties() -> None:
    for above, below in (("a", "b"), ("b", "a")):
        graph = UnitGraph(
            dependencies=(
                Dependency(above, below, code=90, references=200, files=4),
                Dependency(below, above, code=14, references=17, files=4),
            )
        )
        assert undecided_pairs(graph) == ()


def test_pairs_outside_the_tangle_are_not_asked_about() -> None:
    graph = graph_of("a > b 1+0", "b > a 0+9", "top > a", "top > b")
    assert undecided_pairs(graph) == (("a", "b"),)


def test_one_order_agrees_with_itself() -> None:
    graph = graph_of("a > b", "b > a")
    assert compare_orders(graph, [order_units(graph)]) == ()
