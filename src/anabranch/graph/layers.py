"""Layers: units at one height."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import TopologicalSorter


def stack_layers(units: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Stack units by height, top first, each layer sorted; (importer, imported) pairs must form no circle.

    The height of a unit is the longest way down from it: what uses nothing is at the bottom, and whatever uses a
    layer stands above it.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(units, ()))
    for importer, imported in pairs:
        sorter.add(importer, imported)
    sorter.prepare()
    layers: list[tuple[str, ...]] = []
    while sorter.is_active():
        ready = sorter.get_ready()
        sorter.done(*ready)
        layers.append(tuple(sorted(ready)))
    return tuple(reversed(layers))
