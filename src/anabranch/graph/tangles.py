"""Tangles: units that all depend on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.net import build_net, label_components


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
    arcs = sorted((number[importer], number[imported]) for importer, imported in pairs)
    if not arcs:
        return ()
    members: dict[int, list[str]] = {}
    for unit, label in zip(units, label_components(build_net(len(units), arcs)).tolist(), strict=True):
        members.setdefault(label, []).append(unit)
    tangles = (tuple(sorted(component)) for component in members.values() if len(component) > 1)
    return tuple(sorted(tangles, key=lambda tangle: (-len(tangle), tangle)))
