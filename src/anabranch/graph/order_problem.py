"""One tangle as a feedback arc set problem: numbers for names, whole numbers for weights."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from anabranch.graph.net import Net, build_net

if TYPE_CHECKING:
    from anabranch.graph.net import Numbers

Arc: TypeAlias = tuple[int, int]

# Searches that look at all arcs, for a tangle that is not solved at once.
_LOOKS = 1_000


@dataclass(frozen=True)
class Problem:
    """Units `0` to `size - 1` and the arcs between them, (importer, imported) and sorted, each pair once.

    `weights` are positive; an arc of a pin weighs `None` and is never cut.
    """

    size: int
    arcs: tuple[Arc, ...]
    weights: tuple[int | None, ...]

    @cached_property
    def net(self) -> Net:
        """The same arcs, in the same order, for searches."""
        return build_net(self.size, list(self.arcs), looks=_LOOKS)

    @cached_property
    def heavy_weights(self) -> tuple[int, ...]:
        """Weights in which one pin outweighs all that can be cut."""
        pin = 1 + sum(weight for weight in self.weights if weight is not None)
        return tuple(pin if weight is None else weight for weight in self.weights)

    @cached_property
    def pins(self) -> tuple[Arc, ...]:
        """The arcs that stay."""
        return tuple(arc for arc, weight in zip(self.arcs, self.weights, strict=True) if weight is None)

    @cached_property
    def number(self) -> dict[Arc, int]:
        """Index of each arc."""
        return {arc: index for index, arc in enumerate(self.arcs)}

    def weigh(self, cut: Collection[int]) -> int:
        """Total weight of the arcs with these indices."""
        return sum(self.heavy_weights[index] for index in cut)

    def find_upward(self, order: Sequence[int]) -> frozenset[int]:
        """Indices of the arcs whose imported unit stands above the importer in an order, top first."""
        place = {unit: index for index, unit in enumerate(order)}
        return frozenset(index for index, (a, b) in enumerate(self.arcs) if place[b] < place[a])


def label_cyclic(problem: Problem, kept: Numbers) -> Numbers:
    """Flag-like labels of the kept arcs: the number of the circle-bearing component an arc lies in, or -1."""
    import numpy as np

    from anabranch.graph.net import keep_arcs, label_components

    flags = np.zeros(len(problem.arcs), dtype=np.bool_)
    flags[kept] = True
    labels = label_components(keep_arcs(problem.net, flags))
    ends = labels[problem.net.importers[kept]]
    found: Numbers = np.where(ends == labels[problem.net.imported[kept]], ends, -1)
    return found
