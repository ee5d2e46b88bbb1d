"""The fewest symbols through which all ties go: the least that has to be touched to clear them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Literal, TypeVar

from anabranch.graph.plain_searches import Circulation

Side = Literal["importer", "imported"]
Node = TypeVar("Node", bound=Hashable)

_OUTSIDE = 0
"""Where a flow through all pairs comes from, and goes to."""


def fewest_ends(pairs: Iterable[tuple[Node, Node]]) -> dict[tuple[Node, Node], Side]:
    """For each (importer, imported) pair the end that is touched; as few distinct ends in all as there can be.

    A minimum vertex cover of a bipartite graph: by König's theorem as large as a maximum matching, so exact. Of several
    the one that touches most imported ends, which every maximum matching gives alike; equal pairs give equal answers.
    Where both ends of a pair are touched, the pair goes with its imported end.
    """
    wanted = sorted(set(pairs), key=repr)
    imported = {node: number for number, node in enumerate(dict.fromkeys(pair[1] for pair in wanted), 1)}
    first = 1 + len(imported)
    importers = {node: number for number, node in enumerate(dict.fromkeys(pair[0] for pair in wanted), first)}
    numbered = [(imported[pair[1]], importers[pair[0]]) for pair in wanted]
    reached = _reach(range(1, first), range(first, first + len(importers)), numbered)
    return {pair: "importer" if imported[pair[1]] in reached else "imported" for pair in wanted}


def _reach(imported: range, importers: range, pairs: list[tuple[int, int]]) -> set[int]:
    """Ends that a full flow can still reach: each end lets one through, a pair as much as comes."""
    size = importers.stop
    arcs = [(_OUTSIDE, end, 1) for end in imported]
    arcs += [(*pair, size) for pair in pairs]
    arcs += [(end, _OUTSIDE, 1) for end in importers]
    sources, targets, capacities = ([arc[part] for arc in arcs] for part in range(3))
    return set(Circulation(sources, targets, capacities, size).reach(_OUTSIDE, size))
