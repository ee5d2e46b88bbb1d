"""The circles that a cut leaves, and the bounds that circles prove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, TypeAlias

from anabranch.graph.net import Net, keep_arcs, search_breadth_first, search_lightest
from anabranch.graph.order_greedy import honour_pins, order_greedily
from anabranch.graph.order_problem import Problem, label_cyclic

if TYPE_CHECKING:
    from anabranch.graph.net import Numbers, Reals

Circle: TypeAlias = tuple[int, ...]
"""Indices of the arcs of a circle that may be cut, sorted."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a cut leaves: `upward`, arcs whose removal leaves no circle at all, and the shortest `circle` through
    each.
    """

    upward: frozenset[int]
    circles: tuple[Circle, ...]


def find_two_circles(problem: Problem) -> tuple[Circle, ...]:
    """Give every circle of two units."""
    number = problem.number
    both = ((index, number[b, a]) for (a, b), index in number.items() if a < b and (b, a) in number)
    return tuple(_without_pins(problem, pair) for pair in both)


def find_circles_left(
    problem: Problem, kept: Numbers, *, deadline: float, heaviness: Reals | None = None, lengths: Reals | None = None
) -> Left:
    """Order what the kept arcs join, greedily, and find the shortest circle through each arc then upward.

    `heaviness` replaces the weights in the greedy order, `lengths` the number of arcs as the length of a circle; both
    by arc. After the deadline no more circles are searched.
    """
    labels = label_cyclic(problem, kept)
    cyclic = kept[labels >= 0]
    order = _order_kept(problem, cyclic, heaviness)
    place = {unit: index for index, unit in enumerate(order)}
    upward = [index for index in cyclic.tolist() if place[problem.arcs[index][1]] < place[problem.arcs[index][0]]]
    circles = _find_shortest(problem, cyclic, upward, lengths, deadline)
    return Left(frozenset(upward), tuple(sorted(circles)))


def pack_circles(circles: Iterable[Circle], room: list[int]) -> int:
    """Sum of weights that circles need together, each arc within the `room` it has left (and is left with).

    No cut can be lighter, for it must pay for each circle: the weak form of linear programming's duality.
    """
    packed = 0
    for circle in circles:
        least = min(room[index] for index in circle)
        packed += least
        for index in circle:
            room[index] -= least
    return packed


def _order_kept(problem: Problem, cyclic: Numbers, heaviness: Reals | None) -> list[int]:
    weights = problem.heavy_weights
    chosen = cyclic.tolist()
    if heaviness is None:
        arcs = [(*problem.arcs[index], weights[index]) for index in chosen]
    else:
        arcs = [(*problem.arcs[index], int(heaviness[index])) for index in chosen]
    units = sorted({unit for importer, imported, _ in arcs for unit in (importer, imported)})
    inside = set(units)
    pins = [(above, below) for above, below in problem.pins if above in inside and below in inside]
    return honour_pins(order_greedily(units, arcs), pins)


def _find_shortest(
    problem: Problem, cyclic: Numbers, upward: list[int], lengths: Reals | None, deadline: float
) -> set[Circle]:
    """Search once from each unit that upward arcs lead to."""
    import numpy as np

    flags = np.zeros(len(problem.arcs), dtype=np.bool_)
    flags[cyclic] = True
    net = keep_arcs(problem.net, flags)
    kept_lengths = None if lengths is None else lengths[flags]
    importers: dict[int, list[int]] = {}
    for index in upward:
        importers.setdefault(problem.arcs[index][1], []).append(problem.arcs[index][0])
    circles: set[Circle] = set()
    for start, ends in sorted(importers.items()):
        if process_time() > deadline:
            break
        before = _search(net, start, kept_lengths).tolist()
        circles.update(_trace(problem, before, start, end) for end in ends)
    return circles


def _search(net: Net, start: int, lengths: Reals | None) -> Numbers:
    return search_breadth_first(net, start)[1] if lengths is None else search_lightest(net, start, lengths)


def _trace(problem: Problem, before: list[int], start: int, end: int) -> Circle:
    """Arcs of the path from start to end, and of the way back."""
    number = problem.number
    arcs = [number[end, start]]
    while end != start:
        arcs.append(number[before[end], end])
        end = before[end]
    return _without_pins(problem, arcs)


def _without_pins(problem: Problem, arcs: Iterable[int]) -> Circle:
    return tuple(sorted(index for index in arcs if problem.weights[index] is not None))
