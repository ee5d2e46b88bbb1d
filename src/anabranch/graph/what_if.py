"""What an arrangement would be after changes: ties cut, units merged, units moved. No search, only sums."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from anabranch.graph.dependency import Dependency, Tie, UnitGraph, UnknownUnit, join_ties
from anabranch.graph.tangles import find_tangles
from anabranch.graph.weight import NOTHING, Weight


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a graph in a shown order, in ties: what runs upward, out of how much, and what is tangled.

    `tangle` is the size in units of the largest tangle, `pairs` and `upward_pairs` count dependencies with a schema or
    code tie.
    """

    tangle: int
    tangles: int
    upward: Weight
    total: Weight
    upward_pairs: int
    pairs: int

    @property
    def h(self) -> float:
        """H of the shown order: schema and code ties counted alike, 0 when nothing is tied."""
        return sum(self.upward) / sum(self.total) if any(self.total) else 0.0


def weigh_order(graph: UnitGraph, units: Sequence[str]) -> Figures:
    """Add up what runs against `units`, top first, whatever the best order is. Raises `UnknownUnit` for a unit of the
    graph that the order does not name.
    """
    place = {unit: index for index, unit in enumerate(units)}
    for unit in graph.units:
        if unit not in place:
            raise UnknownUnit(unit)
    upward = [one for one in graph.deciding if place[one.imported] < place[one.importer]]
    tangles = find_tangles(graph)
    return Figures(
        tangle=max(map(len, tangles), default=0),
        tangles=len(tangles),
        upward=sum((one.weight for one in upward), NOTHING),
        total=sum((one.weight for one in graph.deciding), NOTHING),
        upward_pairs=len(upward),
        pairs=len(graph.deciding),
    )


def cut_dependencies(graph: UnitGraph, pairs: Collection[tuple[str, str]]) -> UnitGraph:
    """Take away all that joins these (importer, imported) pairs of units."""
    return UnitGraph(graph.units, tuple(one for one in graph.dependencies if (one.importer, one.imported) not in pairs))


def cut_ties(graph: UnitGraph, cut: Collection[tuple[str, str]]) -> UnitGraph:
    """Take ties away, named by their (importer, imported) symbols. A cut leaves both sums: it is neither upward nor
    there. Needs the ties of each dependency, not its counts alone; places are no longer counted.
    """
    gone = frozenset(cut)
    kept = (
        join_ties(
            (tie for tie in one.ties if (tie.importer, tie.imported) not in gone),
            importer=one.importer,
            imported=one.imported,
        )
        for one in graph.dependencies
    )
    return UnitGraph(graph.units, tuple(kept))


def merge_units(graph: UnitGraph, domains: Mapping[str, str]) -> UnitGraph:
    """Join units into the domains that `domains` names for them; ties between units of one domain are gone, and a
    symbol pair that several dependencies held is one tie.
    """
    ties: dict[tuple[str, str], list[Tie]] = {}
    for one in graph.dependencies:
        pair = domains.get(one.importer, one.importer), domains.get(one.imported, one.imported)
        if pair[0] != pair[1]:
            ties.setdefault(pair, []).extend(one.ties)
    units = {domains.get(unit, unit) for unit in graph.units}
    return UnitGraph(tuple(units), tuple(_join(pair, held) for pair, held in ties.items()))


def merge_in_order(units: Sequence[str], domains: Mapping[str, str]) -> tuple[str, ...]:
    """An order after `merge_units`: a domain stands where the unit of its name stood, else where its first one did."""
    own = set(units)
    named = ((unit, domains.get(unit, unit)) for unit in units)
    return tuple(dict.fromkeys(domain for unit, domain in named if domain == unit or domain not in own))


def _join(pair: tuple[str, str], ties: Sequence[Tie]) -> Dependency:
    return join_ties(ties, importer=pair[0], imported=pair[1])
