from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.freeing import free_all, free_unit
from anabranch.graph.tangles import find_tangles
from anabranch.graph.weight import NOTHING
from tests.unit.graph.graphs import graphs, is_on_circle, least_freeing

PATIENT = settings(deadline=None, max_examples=120)


@PATIENT
@given(graph=graphs(most_units=5, most_dependencies=8))
def test_small_graphs_are_freed_by_the_least_of_all_cuts(graph: UnitGraph) -> None:
    for unit in graph.units:
        assert free_unit(graph, unit=unit).weight == least_freeing(graph, unit)


@PATIENT
@given(graph=graphs(most_units=5, most_dependencies=8))
def test_small_graphs_are_freed_by_the_fewest_of_all_ties_when_these_are_counted(graph: UnitGraph) -> None:
    for unit in graph.units:
        found = free_unit(graph, unit=unit, by="ties")
        assert found.weight == least_freeing(graph, unit, by=lambda weight: (sum(weight), weight.schema))
        assert len(found.ties) == sum(found.weight)


@PATIENT
@given(graph=graphs(most_units=8))
def test_no_circle_goes_through_a_freed_unit_nor_through_those_freed_with_it(graph: UnitGraph) -> None:
    for found in free_all(graph):
        cut = [one for one in graph.deciding if (one.importer, one.imported) in found.dependencies]
        rest = [one for one in graph.deciding if one not in cut]
        tangle = next(tangle for tangle in find_tangles(graph) if found.unit in tangle)
        free = {unit for unit in tangle if not is_on_circle(unit, rest)}
        assert free == {found.unit, *found.also_frees}
        assert sum((one.weight for one in cut), NOTHING) == found.weight


@PATIENT
@given(graph=graphs(most_units=8))
def test_the_side_says_what_is_left_of_the_tangle_around_the_unit(graph: UnitGraph) -> None:
    for found in free_all(graph):
        tangle = next(set(tangle) for tangle in find_tangles(graph) if found.unit in tangle)
        left = {(one.importer, one.imported) for one in graph.deciding} - set(found.dependencies)
        uses = any(importer == found.unit and imported in tangle for importer, imported in left)
        is_used = any(imported == found.unit and importer in tangle for importer, imported in left)
        assert found.side == ("neither" if uses and is_used else "top" if uses else "base")


@PATIENT
@given(graph=graphs(most_units=8))
def test_the_listed_ties_are_those_that_are_weighed(graph: UnitGraph) -> None:
    for found in free_all(graph):
        assert len(found.ties) == sum(found.weight)


@PATIENT
@given(graph=graphs(most_units=8), coin=st.randoms(use_true_random=False))
def test_shuffled_input_is_freed_by_the_same_cuts(graph: UnitGraph, coin: Random) -> None:
    dependencies = list(graph.dependencies)
    coin.shuffle(dependencies)
    assert free_all(UnitGraph(graph.units[::-1], tuple(dependencies))) == free_all(graph)


@settings(deadline=None, max_examples=60)
@given(graph=graphs(most_units=8))
def test_one_unit_and_all_units_are_freed_alike(graph: UnitGraph) -> None:
    assert all(free_unit(graph, unit=found.unit) == found for found in free_all(graph))
