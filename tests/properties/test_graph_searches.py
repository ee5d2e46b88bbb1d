"""Plain Python and the library answer alike, whichever is asked."""

from __future__ import annotations

from itertools import accumulate, permutations
from random import Random

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anabranch.graph import net as nets
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.freeing import free_all
from anabranch.graph.net import Net, build_net, label_components, search_breadth_first, search_lightest
from anabranch.graph.order import order_units
from anabranch.graph.plain_searches import NOWHERE, Circulation, find_components
from tests.unit.graph.graphs import depend, graphs

PATIENT = settings(deadline=None, max_examples=120)
SIZE = 9
ARCS = st.lists(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda arc: arc[0] != arc[1]), unique=True
).map(sorted)
COINS = st.integers(0, 2**32).map(Random)
"""Hypothesis likes numbers that are small or equal, of which hardly a net is that needs more than one search."""


def nets_of(size: int, *shares: float) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Nets that have these shares of all arcs: flows get in the way of each other, and have to be sent round anew."""
    drawn = st.tuples(st.sampled_from(shares), COINS)
    return drawn.map(lambda each: [arc for arc in permutations(range(size), 2) if each[1].random() < each[0]])


ALL = SIZE * (SIZE - 1)
BACKWARD = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (3, 0), (4, 0)]
"""The first way found, over 1 and 3, has to make room for the one over 2."""


def both(arcs: list[tuple[int, int]]) -> tuple[Net, Net]:
    return build_net(SIZE, arcs), build_net(SIZE, arcs, looks=nets.PLAIN_WORK + 1)


@PATIENT
@given(arcs=ARCS)
def test_components_are_those_the_library_finds(arcs: list[tuple[int, int]]) -> None:
    plain, library = (label_components(each).tolist() for each in both(arcs))
    assert [[one == other for other in plain] for one in plain] == [[a == b for b in library] for a in library]


@PATIENT
@given(arcs=ARCS, start=st.integers(0, SIZE - 1))
def test_units_are_reached_in_the_order_of_the_library(arcs: list[tuple[int, int]], start: int) -> None:
    (order, before), (expected, by_library) = (search_breadth_first(each, start) for each in both(arcs))
    assert order.tolist() == expected.tolist()
    assert before.tolist() == [unit if unit >= 0 else NOWHERE for unit in by_library.tolist()]


@PATIENT
@given(arcs=ARCS.filter(bool), start=st.integers(0, SIZE - 1), data=st.data())
def test_lightest_ways_are_as_light_as_another_library_finds(
    arcs: list[tuple[int, int]], start: int, data: st.DataObject
) -> None:
    import numpy as np

    lengths = data.draw(st.lists(st.integers(1, 5), min_size=len(arcs), max_size=len(arcs)))
    before = search_lightest(both(arcs)[0], start, np.array(lengths, dtype=np.float64)).tolist()
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from((*arc, length) for arc, length in zip(arcs, lengths, strict=True))
    graph.add_node(start)
    far = nx.single_source_dijkstra_path_length(graph, start)
    assert [unit for unit in range(SIZE) if before[unit] >= 0] == sorted(set(far) - {start})
    assert all(far[unit] == far[before[unit]] + graph[before[unit]][unit]["weight"] for unit in set(far) - {start})


@PATIENT
@given(
    arcs=nets_of(SIZE, 0.3, 0.45, 0.6),
    unit=st.integers(0, SIZE - 1),
    room=st.lists(st.sampled_from([1, 2, 3, 2**70]), min_size=ALL),
)
@example(arcs=BACKWARD, unit=0, room=[1] * ALL)
def test_what_a_full_flow_leaves_in_reach_is_the_nearest_least_cut(
    arcs: list[tuple[int, int]], unit: int, room: list[int]
) -> None:
    capacities = room[: len(arcs)]
    flows = Circulation([arc[0] for arc in arcs], [arc[1] for arc in arcs], capacities, SIZE)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from([unit, SIZE])
    for (one, other), capacity in zip(arcs, capacities, strict=True):
        graph.add_edge(one, SIZE if other == unit else other, capacity=capacity)
    _, (_, nearest) = nx.minimum_cut(graph.reverse(), SIZE, unit)  # it leaves the target all that a full flow can
    assert set(flows.reach(unit, sum(capacities) + 1)) == nearest


@PATIENT
@given(graph=graphs(most_units=8))
def test_orders_and_cuts_are_the_same_whoever_searches(graph: UnitGraph) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nets, "PLAIN_WORK", -1)
        by_library = free_all(graph), order_units(graph).upward
    assert (free_all(graph), order_units(graph).upward) == by_library


@PATIENT
@given(arcs=nets_of(16, 0.15), coin=COINS)
def test_cuts_of_large_tangles_are_the_same_whoever_searches(arcs: list[tuple[int, int]], coin: Random) -> None:
    graph = UnitGraph((), tuple(depend(f"u{one}", f"u{other}", code=coin.randint(1, 6)) for one, other in arcs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nets, "PLAIN_WORK", -1)
        by_library = free_all(graph)
    assert free_all(graph) == by_library


def test_a_chain_longer_than_python_can_follow_has_no_circle() -> None:
    size = 50_000
    starts = [0, *accumulate([1] * (size - 1)), size - 1]
    assert len(set(find_components(starts, list(range(1, size))))) == size
