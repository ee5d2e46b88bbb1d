"""What a graph would come to if dependencies were cut, units joined or moved, or another order held: pure arithmetic.

The page does the same sums in the browser; its tests compare both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from anabranch.graph.dependency import Dependency, Tie, UnitGraph, UnknownUnit, join_ties
from anabranch.graph.tangles import find_tangles
from anabranch.graph.weight import NOTHING, Weight


@dataclass(frozen=True, slots=True)
class Figures:
    """What people compare: sizes count units, weights count ties, `upward` is against the order that was given."""

    units: int
    tangles: tuple[int, ...]
    """Sizes, the largest first."""
    free: tuple[str, ...]
    """Units in no circle."""
    upward: Weight
    total: Weight
    upward_pairs: int
    pairs: int

    @property
    def h(self) -> float:
        """H of the given order: schema and code ties counted alike, 0 when nothing is tied."""
        return sum(self.upward) / sum(self.total) if any(self.total) else 0.0

    @property
    def largest(self) -> int:
        """Units in the largest tangle; 0 where there is none."""
        return self.tangles[0] if self.tangles else 0


def measure(graph: UnitGraph, order: Sequence[str]) -> Figures:
    """The figures of a graph under an order, top first. Raises `UnknownUnit` for a unit that the order leaves out."""
    place = {unit: index for index, unit in enumerate(order)}
    for unit in graph.units:
        if unit not in place:
            raise UnknownUnit(unit)
    tangles = find_tangles(graph)
    tangled = {unit for tangle in tangles for unit in tangle}
    deciding = graph.deciding
    upward = [one for one in deciding if place[one.imported] < place[one.importer]]
    return Figures(
        units=len(graph.units),
        tangles=tuple(len(tangle) for tangle in tangles),
        free=tuple(unit for unit in graph.units if unit not in tangled),
        upward=sum((one.weight for one in upward), NOTHING),
        total=sum((one.weight for one in deciding), NOTHING),
        upward_pairs=len(upward),
        pairs=len(deciding),
    )


def cut_dependencies(graph: UnitGraph, pairs: Collection[tuple[str, str]]) -> UnitGraph:
    """The graph without the dependencies between these (importer, imported) pairs."""
    return UnitGraph(graph.units, tuple(one for one in graph.dependencies if (one.importer, one.imported) not in pairs))


def cut_ties(graph: UnitGraph, ties: Iterable[tuple[str, str]]) -> UnitGraph:
    """The graph without ties between these (importer, imported) pairs of symbols."""
    gone = set(ties)
    return UnitGraph(graph.units, tuple(_without(one, gone) for one in graph.dependencies))


def join_units(graph: UnitGraph, names: Mapping[str, str]) -> UnitGraph:
    """The graph with units renamed; those that get one name become one unit, and what joined them is inside it."""
    ties: dict[tuple[str, str], set[Tie]] = {}
    counts: dict[tuple[str, str], list[int]] = {}
    for one in graph.dependencies:
        pair = names.get(one.importer, one.importer), names.get(one.imported, one.imported)
        if pair[0] != pair[1]:
            ties.setdefault(pair, set()).update(one.ties)
            summed = counts.setdefault(pair, [0, 0])
            summed[0] += one.references
            summed[1] += one.files
    joined = (
        join_ties(found, importer=pair[0], imported=pair[1], references=counts[pair][0], files=counts[pair][1])
        for pair, found in ties.items()
    )
    return UnitGraph(tuple({names.get(unit, unit) for unit in graph.units}), tuple(joined))


def join_in_order(order: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The order after `join_units`: a joined unit stands where the one that had its name stood, else the first."""
    own = set(order)
    kept = (name for unit in order if (name := names.get(unit, unit)) == unit or name not in own)
    return tuple(dict.fromkeys(kept))


def _without(one: Dependency, gone: set[tuple[str, str]]) -> Dependency:
    kept = [tie for tie in one.ties if (tie.importer, tie.imported) not in gone]
    if len(kept) == len(one.ties):
        return one
    return join_ties(kept, importer=one.importer, imported=one.imported, references=one.references, files=one.files)
