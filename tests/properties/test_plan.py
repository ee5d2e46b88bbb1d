"""What plans promise, on graphs of any shape."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.graph.cover import fewest_ends
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.freeing import Freeing
from anabranch.graph.order import order_units
from anabranch.graph.tangles import find_tangles
from anabranch.graph.what_if import cut_dependencies, merge_in_order, merge_units, weigh_order
from anabranch.plan.along import upward_pairs
from anabranch.plan.sequence import Round, free_greedily, is_dominated
from anabranch.plan.values import Facts
from tests.unit.graph.graphs import graphs

PATIENT = settings(deadline=None, max_examples=100)

PAIRS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), max_size=9)


def by_ties(freeing: Freeing) -> Facts:
    return Facts(schema=freeing.weight.schema, lines=freeing.weight.code)


def cost(rounds: list[Round]) -> tuple[int, int]:
    weights = [one.freeing.weight for one in rounds]
    return sum(one.schema for one in weights), sum(one.code for one in weights)


@PATIENT
@given(pairs=PAIRS)
def test_no_fewer_ends_cover_all_pairs(pairs: list[tuple[str, str]]) -> None:
    found = fewest_ends(pairs)
    touched = {pair[end == "imported"] for pair, end in found.items()}
    every = sorted({end for pair in pairs for end in pair})
    least = next(
        size
        for size in range(len(every) + 1)
        if any(all(set(pair) & set(some) for pair in pairs) for some in combinations(every, size))
    )
    assert set(found) == set(pairs)
    assert len(touched) <= least


def test_a_chain_of_thousands_of_pairs_is_covered() -> None:
    pairs = [(f"importer{number}", f"imported{number + step}") for number in range(5_000) for step in (0, 1)]
    shuffled = sorted(pairs, key=lambda pair: sorted(pair[0] + pair[1]))
    assert len({(end, pair[end == "imported"]) for pair, end in fewest_ends(shuffled).items()}) == 5_000


@PATIENT
@given(graph=graphs(most_units=7))
def test_the_sequence_ends_in_a_hierarchy_and_every_round_frees_its_unit(graph: UnitGraph) -> None:
    rounds = free_greedily(graph, by_ties)
    assert all(one.freeing.unit in one.frees for one in rounds)
    assert find_tangles(rounds[-1].graph if rounds else graph) == ()


@PATIENT
@given(graph=graphs(most_units=7))
def test_along_the_best_order_all_is_freed_for_what_the_order_says_at_most(graph: UnitGraph) -> None:
    order = order_units(graph)
    within = upward_pairs(graph, order.units)
    rounds = free_greedily(graph, by_ties, within=within)
    assert all(set(one.freeing.dependencies) <= within for one in rounds)
    assert not rounds or find_tangles(rounds[-1].graph) == ()
    assert cost(rounds) <= tuple(order.upward)


@PATIENT
@given(graph=graphs(most_units=6))
def test_the_sequence_that_is_taken_never_frees_less_for_more(graph: UnitGraph) -> None:
    ours = free_greedily(graph, by_ties)
    along = free_greedily(graph, by_ties, within=upward_pairs(graph, order_units(graph).units))
    taken = along if is_dominated(ours, along) else ours
    freed = weight = 0
    for one in taken:
        freed += len(one.frees)
        weight += one.freeing.weight.schema * 1000 + one.freeing.weight.code
        other_freed = other_weight = 0
        for other in along:
            other_freed += len(other.frees)
            other_weight += other.freeing.weight.schema * 1000 + other.freeing.weight.code
            assert not (other_freed > freed and other_weight < weight)


@PATIENT
@given(graph=graphs(most_units=6), data=st.data())
def test_cutting_never_tangles_and_leaves_the_other_ties(graph: UnitGraph, data: st.DataObject) -> None:
    pairs = [(one.importer, one.imported) for one in graph.deciding]
    cut = set(data.draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else set()
    before, after = weigh_order(graph, graph.units), weigh_order(cut_dependencies(graph, cut), graph.units)
    assert after.pairs == before.pairs - len(cut)
    assert after.tangle <= before.tangle


@PATIENT
@given(graph=graphs(most_units=6), data=st.data())
def test_joining_keeps_the_ties_between_what_is_not_joined(graph: UnitGraph, data: st.DataObject) -> None:
    into = data.draw(st.sampled_from(graph.units))
    names = dict.fromkeys(data.draw(st.lists(st.sampled_from(graph.units))), into)
    joined = merge_units(graph, names)
    order = merge_in_order(graph.units, names)
    inside = {*names, into}
    lost = sum(one.schema + one.code for one in graph.deciding if one.importer in inside and one.imported in inside)
    total = weigh_order(graph, graph.units).total
    kept = weigh_order(joined, order).total
    assert sorted(order) == sorted(joined.units)
    assert kept.schema + kept.code == total.schema + total.code - lost
