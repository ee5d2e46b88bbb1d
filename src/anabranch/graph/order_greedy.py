"""A good order fast: Eades, Lin and Smyth's greedy heuristic.

P. Eades, X. Lin, W. F. Smyth, "A fast and effective heuristic for the feedback arc set problem", Information Processing
Letters 47 (1993) 319-323; here with weights, and a heap in place of the buckets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from anabranch.graph.order_problem import Arc


def order_greedily(units: Sequence[int], arcs: Iterable[tuple[int, int, int]]) -> list[int]:
    """Order units, top first, by (importer, imported, weight): what nobody uses goes to the top, what uses nothing to
    the bottom.

    When neither is left: to the top, the unit that uses the most for how much it is used. Equals by number.
    """
    peeling = _Peeling(units, arcs)
    while peeling.left:
        unit, is_bottom = peeling.pick()
        peeling.take(unit, is_bottom=is_bottom)
    return peeling.top + peeling.bottom[::-1]


def honour_pins(order: Sequence[int], pins: Sequence[Arc]) -> list[int]:
    """Keep an order as it is but for the (above, below) pairs that it breaks. The pairs must not form a circle."""
    if not pins:
        return list(order)
    place = {unit: index for index, unit in enumerate(order)}
    below: dict[int, list[int]] = {}
    waiting = dict.fromkeys(order, 0)
    for upper, lower in pins:
        below.setdefault(upper, []).append(lower)
        waiting[lower] += 1
    ready = [place[unit] for unit in order if not waiting[unit]]
    placed: list[int] = []
    while ready:
        unit = order[heappop(ready)]
        placed.append(unit)
        for lower in below.get(unit, ()):
            waiting[lower] -= 1
            if not waiting[lower]:
                heappush(ready, place[lower])
    return placed


class _Peeling:
    """What is still to be ordered. The one place with state: the heuristic is a loop over what it leaves."""

    def __init__(self, units: Sequence[int], arcs: Iterable[tuple[int, int, int]]) -> None:
        self.uses: dict[int, dict[int, int]] = {unit: {} for unit in units}
        self.used_by: dict[int, dict[int, int]] = {unit: {} for unit in units}
        for importer, imported, weight in arcs:
            self.uses[importer][imported] = weight
            self.used_by[imported][importer] = weight
        self.open_uses = {unit: len(self.uses[unit]) for unit in units}
        self.open_users = {unit: len(self.used_by[unit]) for unit in units}
        # Least first: what a unit is used minus what it uses.
        self.score = {unit: sum(self.used_by[unit].values()) - sum(self.uses[unit].values()) for unit in units}
        self.heap = [(self.score[unit], unit) for unit in units]
        heapify(self.heap)
        self.unused = [unit for unit in units if not self.open_users[unit]]
        self.using_nothing = [unit for unit in units if not self.open_uses[unit]]
        self.left = dict.fromkeys(units)
        self.top: list[int] = []
        self.bottom: list[int] = []

    def pick(self) -> tuple[int, bool]:
        """Choose the next unit, and whether it goes to the bottom."""
        for candidates, is_bottom in ((self.using_nothing, True), (self.unused, False)):
            while candidates:
                unit = candidates.pop()
                if unit in self.left:
                    return unit, is_bottom
        while True:
            score, unit = heappop(self.heap)
            if unit in self.left and self.score[unit] == score:
                return unit, False

    def take(self, unit: int, *, is_bottom: bool) -> None:
        """Place a unit, and forget its arcs."""
        del self.left[unit]
        (self.bottom if is_bottom else self.top).append(unit)
        for other, weight in self.uses[unit].items():
            if other in self.left:
                self._lighten(other, -weight, self.open_users, self.unused)
        for other, weight in self.used_by[unit].items():
            if other in self.left:
                self._lighten(other, weight, self.open_uses, self.using_nothing)

    def _lighten(self, unit: int, change: int, count: dict[int, int], emptied: list[int]) -> None:
        self.score[unit] += change
        count[unit] -= 1
        if count[unit]:
            heappush(self.heap, (self.score[unit], unit))
        else:
            emptied.append(unit)
