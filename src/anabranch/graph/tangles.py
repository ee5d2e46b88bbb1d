"""Tangles: units that all depend on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.plain_searches import find_components


def find_tangles(graph: UnitGraph) -> tuple[tuple[str, ...], ...]:
    """Strongly connected components of more than one unit, by schema and code ties: largest first, then by name;
    units sorted.
    """
    pairs = ((one.importer, one.imported) for one in graph.deciding)
    return find_knots(graph.units, pairs)


def tangled_units(graph: UnitGraph) -> frozenset[str]:
    """All units that are in a tangle."""
    return frozenset(unit for tangle in find_tangles(graph) for unit in tangle)


def find_knots(units: tuple[str, ...], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Components of more than one unit among any (importer, imported) pairs, ordered as tangles are."""
    number = {unit: index for index, unit in enumerate(units)}
    uses: list[list[int]] = [[] for _ in units]
    for importer, imported in pairs:
        uses[number[importer]].append(number[imported])
    starts = [0, *accumulate(map(len, uses))]
    members: dict[int, list[str]] = {}
    for unit, label in zip(units, find_components(starts, [one for each in uses for one in each]), strict=True):
        members.setdefault(label, []).append(unit)
    tangles = (tuple(sorted(component)) for component in members.values() if len(component) > 1)
    return tuple(sorted(tangles, key=lambda tangle: (-len(tangle), tangle)))
