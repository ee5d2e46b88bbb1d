"""The best order of units, and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import NamedTuple

from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.layers import stack_layers
from anabranch.graph.order_problem import Problem
from anabranch.graph.order_search import find_cut, is_least, load_solver, start_order
from anabranch.graph.pins import Pin, check_pins
from anabranch.graph.tangles import find_knots
from anabranch.graph.weighing import SCHEMA_FIRST, Cost, Weighing, as_weight, weigh
from anabranch.graph.weight import NOTHING, Weight


@dataclass(frozen=True, slots=True)
class Order:
    """Units from top to bottom: each may use what stands below it.

    `upward` weighs the dependencies whose imported unit stands above the importer, `total` all of them. No order that
    honours the pins has less upward than `bound`; `proven` says that this one has just that. `start` is the upward
    weight of the quick heuristic the search began from. Weights are ties; under `REFERENCES` and `FILES`, those, in
    the code part. `layers`, top first, cut `units` by height: the longest way down over the dependencies that are not
    upward.
    """

    units: tuple[str, ...]
    layers: tuple[tuple[str, ...], ...]
    upward: Weight
    total: Weight
    bound: Weight
    proven: bool
    start: Weight
    weighing: Weighing


def order_units(
    graph: UnitGraph,
    *,
    pins: tuple[Pin, ...] = (),
    weighing: Weighing = SCHEMA_FIRST,
    time_limit: float = 2.0,
) -> Order:
    """Find the order with the least weight upward: exact, tangle by tangle, unless `time_limit` ends the search:
    seconds of processor time, in all, so that other work on the machine does not change what is found.

    Equal graphs give equal orders, whatever order they came in, wherever the order is proven; what the clock ends is
    as good as the clock let it be. The heuristic start is always made. Raises `UnknownUnit` and `ContradictoryPins`.
    """
    check_pins(graph, pins)
    solutions = _solve_all(_read_tangles(graph, pins, weighing), time_limit)
    cut = {pair for solution in solutions for pair in solution.cut}
    kept = [(one.importer, one.imported) for one in graph.deciding if (one.importer, one.imported) not in cut]
    layers = stack_layers(graph.units, [*kept, *pins])
    units = tuple(unit for layer in layers for unit in layer)
    upward = add_up(_find_upward(graph.deciding, units), weighing)
    return Order(
        units=units,
        layers=layers,
        upward=upward,
        total=add_up(graph.deciding, weighing),
        bound=_add_costs((solution.bound for solution in solutions), weighing),
        proven=all(solution.is_proven for solution in solutions),
        start=_add_costs((solution.start for solution in solutions), weighing),
        weighing=weighing,
    )


def start_upward(graph: UnitGraph) -> Weight:
    """Weigh what the quick heuristic alone leaves upward, schema first: `start` of the order without pins, without
    its search.
    """
    tangles = _read_tangles(graph, (), SCHEMA_FIRST)
    starts = (_split(tangle, tangle.problem.weigh(_start(tangle.problem, float("inf")))) for tangle in tangles)
    return _add_costs(starts, SCHEMA_FIRST)


def add_up(dependencies: Iterable[Dependency], weighing: Weighing) -> Weight:
    """Sum of the weights of dependencies under a weighing."""
    return _add_costs((weigh(one, weighing) for one in dependencies), weighing)


class _Tangle(NamedTuple):
    """A tangle as a problem: a cost (first, second) weighs `first * constant + second`, and no sum of seconds is that
    large.
    """

    units: tuple[str, ...]
    constant: int
    problem: Problem


class _Solution(NamedTuple):
    cut: tuple[tuple[str, str], ...]
    start: Cost
    bound: Cost
    is_proven: bool


def _read_tangles(graph: UnitGraph, pins: Sequence[Pin], weighing: Weighing) -> list[_Tangle]:
    """Split the graph in tangles, with the pins as dependencies that stay."""
    costs = {(one.importer, one.imported): weigh(one, weighing) for one in graph.deciding}
    pairs: dict[tuple[str, str], Cost | None] = {**costs, **{(pin.above, pin.below): None for pin in pins}}
    knots = find_knots(graph.units, pairs)
    knot_of = {unit: knot for knot in knots for unit in knot}
    inside: dict[tuple[str, ...], dict[tuple[str, str], Cost | None]] = {knot: {} for knot in knots}
    for pair, cost in pairs.items():
        knot = knot_of.get(pair[0], ())
        if knot and knot_of.get(pair[1]) is knot:
            inside[knot][pair] = cost
    return [_number(knot, inside[knot]) for knot in knots]


def _number(units: tuple[str, ...], costs: dict[tuple[str, str], Cost | None]) -> _Tangle:
    number = {unit: index for index, unit in enumerate(units)}
    constant = 1 + sum(cost.second for cost in costs.values() if cost)
    weights = {
        (number[importer], number[imported]): None if cost is None else cost.first * constant + cost.second
        for (importer, imported), cost in costs.items()
    }
    arcs = tuple(sorted(weights))
    return _Tangle(units, constant, Problem(len(units), arcs, tuple(weights[arc] for arc in arcs)))


def _start(problem: Problem, deadline: float) -> frozenset[int]:
    return problem.find_upward(start_order(problem, deadline=deadline))


def _solve_all(tangles: list[_Tangle], time_limit: float) -> list[_Solution]:
    deadline = process_time() + time_limit
    # Small ones first: the time saved on them is left to the large.
    ordered = sorted(tangles, key=lambda tangle: len(tangle.problem.arcs))
    started = [(tangle, _start(tangle.problem, deadline)) for tangle in ordered]
    unsettled = [tangle.problem for tangle, start in started if not is_least(tangle.problem, start)]
    if unsettled:
        begin = process_time()  # what loading takes is no time of the search, and nothing that a test could tell by
        load_solver(unsettled)
        deadline += process_time() - begin
    return [_solve(tangle, start, deadline) for tangle, start in started]


def _solve(tangle: _Tangle, start: frozenset[int], deadline: float) -> _Solution:
    cut = find_cut(tangle.problem, start, deadline=deadline)
    arcs = (tangle.problem.arcs[index] for index in sorted(cut.arcs))
    return _Solution(
        cut=tuple((tangle.units[importer], tangle.units[imported]) for importer, imported in arcs),
        start=_split(tangle, tangle.problem.weigh(start)),
        bound=_split(tangle, cut.bound),
        is_proven=tangle.problem.weigh(cut.arcs) == cut.bound,
    )


def _split(tangle: _Tangle, weight: int) -> Cost:
    """Give a weight, or a bound on one, back as a cost: the larger weight is also the larger cost."""
    return Cost(*divmod(weight, tangle.constant))


def _find_upward(dependencies: Iterable[Dependency], units: tuple[str, ...]) -> list[Dependency]:
    place = {unit: index for index, unit in enumerate(units)}
    return [one for one in dependencies if place[one.imported] < place[one.importer]]


def _add_costs(costs: Iterable[Cost], weighing: Weighing) -> Weight:
    return sum((as_weight(cost, weighing) for cost in costs), NOTHING)
