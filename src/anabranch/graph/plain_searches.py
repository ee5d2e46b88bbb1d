"""The questions asked of arcs, in plain Python: on small nets faster than any library is imported.

Arcs are given by importer, as in `Net`: those of unit `u` are `starts[u]` to `starts[u + 1]`.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

Row = Sequence[int]

NOWHERE = -1


def find_components(starts: Row, imported: Row) -> list[int]:
    """Number of the strongly connected component of each unit.

    H. Gabow, "Path-based depth-first search for strong and biconnected components", Information Processing Letters 74
    (2000) 107-114.
    """
    size = len(starts) - 1
    met, found, onward = [0] * size, [NOWHERE] * size, list(starts)
    open_units: list[int] = []
    firsts: list[int] = []
    count = components = 0
    for root in range(size):
        path = [] if met[root] else [root]
        while path:
            unit = path[-1]
            if not met[unit]:
                count = met[unit] = count + 1
                open_units.append(unit)
                firsts.append(unit)
            if onward[unit] < starts[unit + 1]:
                other = imported[onward[unit]]
                onward[unit] += 1
                if not met[other]:
                    path.append(other)
                while met[other] and found[other] < 0 and met[firsts[-1]] > met[other]:
                    firsts.pop()
                continue
            path.pop()
            if firsts[-1] == unit:
                firsts.pop()
                while found[unit] < 0:
                    found[open_units.pop()] = components
                components += 1
    return found


def search_breadth_first(starts: Row, imported: Row, start: int) -> tuple[list[int], list[int]]:
    """Units in the order in which they are reached from `start`, and the unit before each."""
    before = [NOWHERE] * (len(starts) - 1)
    is_new = bytearray(b"\1") * len(before)
    is_new[start] = 0
    order = [start]
    for unit in order:  # grows on the way
        for other in imported[starts[unit] : starts[unit + 1]]:
            if is_new[other]:
                is_new[other] = 0
                before[other] = unit
                order.append(other)
    return order, before


def search_lightest(starts: Row, imported: Row, lengths: Sequence[float], start: int) -> list[int]:
    """Unit before each unit on its path of least length from `start`; of equal ones the first found, by number.

    E. Dijkstra, "A note on two problems in connexion with graphs", Numerische Mathematik 1 (1959) 269-271.
    """
    size = len(starts) - 1
    before, far, is_done = [NOWHERE] * size, [float("inf")] * size, bytearray(size)
    far[start] = 0.0
    heap = [(0.0, start)]
    while heap:
        length, unit = heappop(heap)
        if is_done[unit]:
            continue
        is_done[unit] = 1
        for at in range(starts[unit], starts[unit + 1]):
            other, farther = imported[at], length + lengths[at]
            if farther < far[other]:
                far[other], before[other] = farther, unit
                heappush(heap, (farther, other))
    return before


class Circulation:
    """Flows from the outward half of a unit to its inward half, in whole numbers of any size.

    J. Edmonds, R. M. Karp, "Theoretical improvements in algorithmic efficiency for network flow problems", Journal of
    the ACM 19 (1972) 248-264; here one search fills all the ways that it finds.
    """

    def __init__(self, importers: Row, imported: Row, capacities: Row, size: int) -> None:
        self._importers, self._imported, self._capacities = importers, imported, capacities
        self._out: list[list[int]] = [[] for _ in range(size)]
        self._into: list[list[int]] = [[] for _ in range(size)]
        for arc, (importer, other) in enumerate(zip(importers, imported, strict=True)):
            self._out[importer].append(arc)
            self._into[other].append(arc)

    def reach(self, unit: int, enough: int) -> list[int]:
        """What the outward half still reaches when the flow is full; itself alone once the flow is `enough`."""
        room = list(self._capacities)
        while enough > 0:
            reached, gained = self._fill(unit, room)
            if not gained:
                return reached
            enough -= gained
        return [unit]

    def _fill(self, unit: int, room: list[int]) -> tuple[list[int], int]:
        """Search once through what there is room for, and fill each way round; what was reached, and what was gained.

        Where nothing was gained, all that can be reached was.
        """
        importers, imported, capacities = self._importers, self._imported, self._capacities
        came: dict[int, int] = {unit: NOWHERE}
        waiting, gained = [unit], 0
        for here in waiting:  # grows on the way
            for arc in self._out[here]:
                if room[arc]:
                    other = imported[arc]
                    if other == unit:
                        gained += self._augment(arc, came, room)
                    elif other not in came:
                        came[other] = arc
                        waiting.append(other)
            for arc in self._into[here] if here != unit else ():
                other = importers[arc]
                if room[arc] < capacities[arc] and other not in came:
                    came[other] = arc
                    waiting.append(other)
        return waiting, gained

    def _augment(self, last: int, came: dict[int, int], room: list[int]) -> int:
        """Send what fits along the way by which a search came to its last arc."""
        along, against = [last], []
        here = self._importers[last]
        while (arc := came[here]) != NOWHERE:
            if self._imported[arc] == here:
                along.append(arc)
                here = self._importers[arc]
            else:
                against.append(arc)
                here = self._imported[arc]
        least = min(*(room[arc] for arc in along), *(self._capacities[arc] - room[arc] for arc in against), room[last])
        for arc in along:
            room[arc] -= least
        for arc in against:
            room[arc] += least
        return least
