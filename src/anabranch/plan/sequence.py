"""Which domain to free first and next: greedily by countable facts, until the hierarchy stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.freeing import Freeing, free_all
from anabranch.graph.order import Order, order_units
from anabranch.graph.tangles import find_tangles, tangled_units
from anabranch.graph.undecided import undecided_pairs
from anabranch.graph.weight import NOTHING
from anabranch.graph.what_if import cut_dependencies
from anabranch.plan.along import against_order, hold, upward_pairs
from anabranch.plan.scope import Scope, by_tie, composing
from anabranch.plan.steps import count_facts
from anabranch.plan.values import LEAF_LINES, Facts, Stage, Staircase
from anabranch.reading.values import Weight

FactsOf = Callable[[Freeing], Facts]
"""What a cut takes, in countable facts."""

_PATIENCE = 2.0
"""Seconds of processor time after which an order need not be the best one."""


def plan_sequence(scope: Scope, *, until: int | None = None, only: Collection[str] = ()) -> Staircase:
    """Free one domain after the other, the cheapest next.

    `until` ends after so many domains; `only` frees no other, and without it what composes the project is none. Each
    stage is a minimum cut of what is left; where cutting only the best order's upward ties would at some point have
    freed more for less, that is done instead, and always where the team has declared an order.
    """
    graph = scope.graph
    only = only or frozenset(graph.units) - composing(scope)
    order = order_units(graph, pins=scope.pins, time_limit=_PATIENCE)
    undecided = frozenset(undecided_pairs(graph, pins=scope.pins, time_limit=_PATIENCE))
    facts_of = _facts_reader(scope)
    along = free_greedily(graph, facts_of, only=only, within=upward_pairs(graph, order.units))
    rounds = along if scope.pins else free_greedily(graph, facts_of, only=only)
    by_order = not scope.pins and is_dominated(rounds, along)
    stages = (along if by_order else rounds)[:until]
    alone = _cheapest_alone(scope, stages, only)
    return Staircase(
        project=scope.project.name,
        units=len(graph.units),
        tangle=_largest(graph),
        tangled=len(tangled_units(graph)),
        upward=_against(scope, graph, order),
        stages=tuple(_stages(scope, stages, order, undecided)),
        by="declared" if scope.pins else "order" if by_order else "cuts",
        order=order.units,
        alone=alone.unit if alone is not None else "",
        alone_ties=Weight(*alone.weight) if alone is not None else Weight(),
    )


@dataclass(frozen=True, slots=True)
class Round:
    """One unit freed: its cut, what that takes, and all units that are free since."""

    freeing: Freeing
    facts: Facts
    graph: UnitGraph
    frees: tuple[str, ...]


def free_greedily(
    graph: UnitGraph,
    facts_of: FactsOf,
    *,
    only: Collection[str] = (),
    within: Collection[tuple[str, str]] | None = None,
) -> list[Round]:
    """Cut, again and again, what frees the unit with the least facts; the larger gain, then the name, breaks ties.

    Ends when no unit (of `only`) is on a circle. With `within`, only dependencies between those pairs are cut: they
    have to break all circles.
    """
    rounds: list[Round] = []
    tangled = tangled_units(graph)
    while tangled & set(only) if only else tangled:
        freeings = free_all(graph if within is None else hold(graph, within))
        asked = [one for one in freeings if not only or one.unit in only]
        facts = {one.unit: facts_of(one) for one in asked}
        best = min(asked, key=lambda one: (facts[one.unit], -len(one.also_frees), one.unit))
        graph = cut_dependencies(graph, set(best.dependencies))
        left = tangled_units(graph)
        rounds.append(Round(best, facts[best.unit], graph, tuple(sorted(tangled - left))))
        tangled = left
    return rounds


def is_dominated(ours: Sequence[Round], other: Sequence[Round]) -> bool:
    """Whether at some point the other sequence has freed more for less: as many units at smaller weight, or more units
    at no greater one.
    """
    theirs = list(_sums(other))
    return any(
        (freed >= count and weight < cost) or (freed > count and weight <= cost)
        for count, cost in _sums(ours)
        for freed, weight in theirs
    )


def _sums(rounds: Iterable[Round]) -> Iterable[tuple[int, tuple[int, int]]]:
    count, schema, code = 0, 0, 0
    for one in rounds:
        count += len(one.frees)
        schema += one.freeing.weight.schema
        code += one.freeing.weight.code
        yield count, (schema, code)


def _cheapest_alone(scope: Scope, stages: Sequence[Round], only: Collection[str]) -> Freeing | None:
    """What frees another unit than the first stage with fewer ties: no leaf where others are."""
    if not stages:
        return None
    first = stages[0].freeing
    found = [one for one in free_all(scope.graph) if one.unit in only]
    best = next((one for one in found if scope.lines(one.unit) >= LEAF_LINES), found[0])
    return best if best.unit != first.unit and best.weight < first.weight else None


def _against(scope: Scope, graph: UnitGraph, order: Order) -> Weight:
    pairs = against_order(scope, graph, order.units)
    return Weight(*sum((one.weight for one in graph.deciding if (one.importer, one.imported) in pairs), NOTHING))


def _largest(graph: UnitGraph) -> int:
    return max(map(len, find_tangles(graph)), default=0)


def _facts_reader(scope: Scope) -> FactsOf:
    ties = by_tie(scope.deciding())
    known: dict[tuple[tuple[str, str], ...], Facts] = {}

    def facts_of(freeing: Freeing) -> Facts:
        pairs = tuple((tie.importer, tie.imported) for tie in freeing.ties)
        if pairs not in known:
            known[pairs] = count_facts({pair: ties[pair] for pair in pairs}, scope)
        return known[pairs]

    return facts_of


def _stages(
    scope: Scope, rounds: Iterable[Round], order: Order, undecided: Collection[tuple[str, str]]
) -> Iterable[Stage]:
    for one in rounds:
        pairs = one.freeing.dependencies
        yield Stage(
            unit=one.freeing.unit,
            lines=scope.lines(one.freeing.unit),
            side=one.freeing.side,
            facts=one.facts,
            dependencies=pairs,
            undecided=tuple(pair for pair in pairs if tuple(sorted(pair)) in undecided),
            frees=tuple(unit for unit in one.frees if unit != one.freeing.unit),
            tangle=_largest(one.graph),
            tangled=len(tangled_units(one.graph)),
            upward=_against(scope, one.graph, order),
        )
