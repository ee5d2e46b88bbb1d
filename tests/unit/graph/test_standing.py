from __future__ import annotations

from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.order import order_units
from anabranch.graph.standing import random_h, stands_out
from tests.unit.graph.graphs import graph_of


def layered_graph(units: int) -> UnitGraph:
    pairs = [(one, other) for one in range(units) for other in range(one + 1, units)]
    down = [Dependency(f"u{one:02}", f"u{other:02}", code=3) for one, other in pairs]
    return UnitGraph(dependencies=(*down, Dependency(f"u{units - 1:02}", "u00", code=1)))


def test_nothing_tied_has_no_share_and_stands_out_from_nothing() -> None:
    empty = order_units(UnitGraph())
    assert (random_h(UnitGraph()), stands_out(empty, 0.0)) == (0.0, False)


def test_the_order_of_a_layered_graph_stands_out() -> None:
    graph = layered_graph(12)
    assert stands_out(order_units(graph), random_h(graph))


def test_a_hub_joined_to_satellites_does_not_stand_out() -> None:
    graph = graph_of(*(f"hub > s{one}" for one in range(9)), *(f"s{one} > hub" for one in range(9)))
    turned = random_h(graph)
    assert turned > 0
    assert not stands_out(order_units(graph), turned / 2)


def test_equal_graphs_have_equal_random_shares() -> None:
    assert random_h(layered_graph(9), seeds=3) == random_h(layered_graph(9), seeds=3)


def test_an_order_that_nothing_runs_against_stands_out_where_chance_would_have_one_too() -> None:
    chain = graph_of("a > b 0+1", "b > c 0+2")
    assert random_h(chain) == 0
    assert stands_out(order_units(chain), random_h(chain))
