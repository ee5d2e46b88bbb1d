"""A better order from a good one: each unit moves to its best place, until none wants to."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from time import process_time

from anabranch.graph.order_problem import Problem

# Places are real numbers, and a place between two others always exists until they are this near.
NEAREST = 1e-9


def improve_order(order: Sequence[int], problem: Problem, *, deadline: float) -> list[int]:
    """Move units one at a time to where they cost least (best insertion), as long as something is gained. Never worse.

    Expects no pin to be broken, and then breaks none. Stops at the deadline (of processor time).
    """
    pulls = _read_pulls(problem)
    line = _Line(order)
    waiting = deque(order)
    is_waiting = [True] * problem.size
    while waiting and process_time() < deadline:
        unit = waiting.popleft()
        is_waiting[unit] = False
        if _move(unit, pulls[unit], line):
            for other, _ in pulls[unit]:
                if not is_waiting[other]:
                    is_waiting[other] = True
                    waiting.append(other)
    return line.units()


def _read_pulls(problem: Problem) -> list[list[tuple[int, int]]]:
    """For each unit and each neighbour: what it costs to stand below that neighbour rather than above it."""
    pulls: list[dict[int, int]] = [{} for _ in range(problem.size)]
    for (importer, imported), weight in zip(problem.arcs, problem.heavy_weights, strict=True):
        pulls[importer][imported] = pulls[importer].get(imported, 0) + weight
        pulls[imported][importer] = pulls[imported].get(importer, 0) - weight
    return [[(other, pull) for other, pull in sorted(of_unit.items()) if pull] for of_unit in pulls]


def _move(unit: int, pulls: list[tuple[int, int]], line: _Line) -> bool:
    """Place a unit where it costs least; the highest such place, and where it is when that is as good."""
    place = line.place
    here = place[unit]
    cost = best = own = 0
    after: int | None = None
    first: int | None = None
    for at, other, pull in sorted((place[other], other, pull) for other, pull in pulls):
        first = other if first is None else first
        cost += pull
        if at < here:
            own = cost
        if cost < best:
            best, after = cost, other
    if first is None or best >= own:
        return False
    line.move(unit, after=line.before[first] if after is None else after)
    return True


class _Line:
    """Units in a line, top first, with a place each; moving one is independent of how many there are."""

    def __init__(self, order: Sequence[int]) -> None:
        self.end = len(order)  # stands before the first and after the last
        self.place = [0.0] * (self.end + 1)
        self.before = [0] * (self.end + 1)
        self.after = [0] * (self.end + 1)
        self._lay(list(order))

    def _lay(self, order: list[int]) -> None:
        circle = [self.end, *order]
        for index, unit in enumerate(circle):
            self.place[unit] = float(index)
            self.before[unit] = circle[index - 1]
            self.after[unit] = circle[(index + 1) % len(circle)]

    def units(self) -> list[int]:
        """The units, top first."""
        order: list[int] = []
        unit = self.after[self.end]
        while unit != self.end:
            order.append(unit)
            unit = self.after[unit]
        return order

    def move(self, unit: int, *, after: int) -> None:
        """Put a unit directly below another (or, below the end, on top)."""
        if after == unit:
            return
        upper, lower = self.before[unit], self.after[unit]
        self.after[upper], self.before[lower] = lower, upper
        lower = self.after[after]
        self.after[after], self.before[lower] = unit, unit
        self.before[unit], self.after[unit] = after, lower
        floor = self.place[after] + 2 if lower == self.end else self.place[lower]
        self.place[unit] = (self.place[after] + floor) / 2
        if floor - self.place[after] < NEAREST:
            self._lay(self.units())
