from __future__ import annotations

from random import Random

import grimp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.graph import order_search
from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.order import Order, order_units
from anabranch.graph.pins import Pin
from anabranch.graph.weighing import WEIGHINGS, Weighing, as_weight
from anabranch.graph.weight import NOTHING, Weight
from tests.unit.graph.graphs import graphs, least_upward, upward_cost

PATIENT = settings(deadline=None, max_examples=120)


def is_honouring(units: tuple[str, ...], pins: tuple[Pin, ...]) -> bool:
    return all(units.index(pin.above) < units.index(pin.below) for pin in pins)


def random_graph(seed: int, *, units: int, share: float, schema: float = 0.2) -> UnitGraph:
    coin = Random(seed)
    names = [f"u{index}" for index in range(units)]
    pairs = [(one, other) for one in names for other in names if one != other and coin.random() < share]
    ties = ((pair, int(coin.random() < schema), coin.randint(0, 4)) for pair in pairs)
    return UnitGraph(tuple(names), tuple(Dependency(*pair, schema=s, code=c) for pair, s, c in ties))


def least_by_subsets(graph: UnitGraph) -> Weight:
    """Solve by dynamic programming over the sets of units on top: past what permutations can do."""
    number = {unit: index for index, unit in enumerate(graph.units)}
    used = [
        {number[one.importer]: one.weight for one in graph.deciding if one.imported == unit} for unit in graph.units
    ]
    best = {0: NOTHING}
    for placed in range(1, 1 << len(number)):
        best[placed] = min(
            best[placed ^ (1 << last)] + sum((w for user, w in used[last].items() if not placed >> user & 1), NOTHING)
            for last in range(len(number))
            if placed >> last & 1
        )
    return best[(1 << len(number)) - 1]


@PATIENT
@given(graph=graphs(), weighing=st.sampled_from(WEIGHINGS))
def test_small_graphs_get_the_least_upward_of_all_orders(graph: UnitGraph, weighing: Weighing) -> None:
    order = order_units(graph, weighing=weighing)
    assert order.upward == least_upward(graph, weighing) == order.bound
    assert order.proven


@settings(deadline=None, max_examples=4)
@given(graph=graphs(most_units=7, most_dependencies=40))
def test_seven_units_get_the_least_upward_of_all_orders(graph: UnitGraph) -> None:
    assert order_units(graph).upward == least_upward(graph)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), share=st.sampled_from([0.3, 0.5, 0.9]))
def test_dense_tangles_are_solved_exactly(seed: int, share: float) -> None:
    graph = random_graph(seed, units=10, share=share)
    order = order_units(graph, time_limit=20)
    assert order.upward == least_by_subsets(graph) == order.bound


@PATIENT
@given(graph=graphs(most_units=5), data=st.data())
def test_pins_are_honoured_and_the_rest_is_least(graph: UnitGraph, data: st.DataObject) -> None:
    ranking = data.draw(st.permutations(graph.units))
    pairs = [Pin(above, below) for index, above in enumerate(ranking) for below in ranking[index + 1 :]]
    pins = tuple(data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)) if pairs else ())
    order = order_units(graph, pins=pins)
    assert is_honouring(order.units, pins)
    assert order.upward == least_upward(graph, is_allowed=lambda units: is_honouring(units, pins)) == order.bound


@PATIENT
@given(graph=graphs(most_units=8), coin=st.randoms(use_true_random=False))
def test_shuffled_input_gives_the_same_order(graph: UnitGraph, coin: Random) -> None:
    units, dependencies = list(graph.units), list(graph.dependencies)
    coin.shuffle(units)
    coin.shuffle(dependencies)
    assert order_units(UnitGraph(tuple(units), tuple(dependencies))) == order_units(graph)


@PATIENT
@given(graph=graphs(most_units=8))
def test_layers_hold_each_unit_once_and_only_upward_ones_do_not_go_down(graph: UnitGraph) -> None:
    order = order_units(graph)
    height = {unit: index for index, layer in enumerate(order.layers) for unit in layer}
    assert tuple(unit for layer in order.layers for unit in layer) == order.units
    assert sorted(order.units) == list(graph.units)
    assert all(height[one.importer] != height[one.imported] for one in graph.deciding)


@PATIENT
@given(graph=graphs(most_units=6), is_timed_out=st.booleans())
def test_bounds_hold_the_optimum_between_them_when_the_search_is_cut_short(
    graph: UnitGraph, is_timed_out: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if not is_timed_out:
            patch.setattr(order_search, "has_solver", lambda: False)
        order: Order = order_units(graph, time_limit=0 if is_timed_out else 2)
    assert order.bound <= least_upward(graph) <= order.upward <= order.start


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_planted_back_edges_are_an_upper_bound_on_what_is_cut(seed: int) -> None:
    coin = Random(seed)
    names = [f"u{index:02}" for index in range(60)]
    pairs = {tuple(coin.sample(range(60), 2)) for _ in range(240)}
    down = [Dependency(names[min(pair)], names[max(pair)], schema=1, code=3) for pair in pairs]
    down = list({(one.importer, one.imported): one for one in down}.values())
    planted = {tuple(sorted(coin.sample(range(60), 2))) for _ in range(8)}
    back = [Dependency(names[lower], names[upper], code=1) for upper, lower in planted]
    order = order_units(UnitGraph(tuple(names), (*down, *back)))
    assert order.proven
    assert order.upward <= Weight(0, len(planted))


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10_000), units=st.integers(3, 25))
def test_never_more_is_cut_than_the_cycle_breakers_of_grimp(seed: int, units: int) -> None:
    graph = random_graph(seed, units=units, share=0.25, schema=0)
    imports = grimp.ImportGraph()
    for unit in ("package", *(f"package.{unit}" for unit in graph.units)):
        imports.add_module(unit)
    for one in graph.deciding:
        imports.add_import(importer=f"package.{one.importer}", imported=f"package.{one.imported}")
    breakers = imports.nominate_cycle_breakers("package")
    alike = UnitGraph(graph.units, tuple(Dependency(one.importer, one.imported, code=1) for one in graph.deciding))
    assert order_units(alike).upward.code <= len(breakers)


@PATIENT
@given(graph=graphs(), weighing=st.sampled_from(WEIGHINGS))
def test_the_weight_said_to_be_upward_is_that_of_the_order_given(graph: UnitGraph, weighing: Weighing) -> None:
    order = order_units(graph, weighing=weighing)
    assert order.upward == as_weight(upward_cost(graph, order.units, weighing), weighing)
