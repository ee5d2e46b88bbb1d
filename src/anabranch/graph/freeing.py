"""What frees a unit: the smallest set of ties whose removal leaves no circle through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from anabranch.graph.cuts import Cut, OnceMore, Shape, Side, TangleCuts, anew, cuts_that_stay
from anabranch.graph.dependency import Dependency, Tie, UnitGraph, UnknownUnit
from anabranch.graph.min_cut import cut_circles
from anabranch.graph.net import build_net, keep_arcs, label_components, repeat_net
from anabranch.graph.tangles import find_tangles
from anabranch.graph.weight import NOTHING, Weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from anabranch.graph.net import Flags, Net

# Units are freed together in copies of their tangle, of about this many arcs in all: measured best between 50,000 and
# 200,000.
ARCS_AT_A_TIME = 300000
# Searches that look at all arcs of a tangle, for one unit.
_LOOKS = 8

By: TypeAlias = Literal["schema", "ties"]
"""What is least of a cut: its schema ties, then its code ties; or all its ties, then the schema ties among them."""


@dataclass(frozen=True, slots=True)
class Freeing:
    """The cut that frees one unit, of the least weight: schema ties first, then code ties, if not asked for otherwise.

    `dependencies` are the (importer, imported) pairs of units that it cuts, `ties` their schema and code ties. `side`
    is where the unit stands afterwards, compared with the other units of its former tangle: `base`, it uses none of
    them (all of them led back to it); `top`, none of them uses it; `neither`, it uses some and is used by others;
    `free`, it was in no tangle. `also_frees` are the others of its tangle that are then on no circle either.
    """

    unit: str
    ties: tuple[Tie, ...]
    dependencies: tuple[tuple[str, str], ...]
    weight: Weight
    side: Side
    also_frees: tuple[str, ...]


def free_unit(graph: UnitGraph, *, unit: str, by: By = "schema") -> Freeing:
    """Find the least cut that frees a unit, wherever on its circles the cut lies. Exact (maximum flow). Raises
    `UnknownUnit`.
    """
    if unit not in graph.units:
        raise UnknownUnit(unit)
    for tangle in find_tangles(graph):
        if unit in tangle:
            knot, member = _read_knot(graph, tangle, by, looks=_LOOKS), tangle.index(unit)
            return _describe(knot, member, _cut_members(knot, [member])[0])
    return Freeing(unit, ties=(), dependencies=(), weight=NOTHING, side="free", also_frees=())


def free_all(graph: UnitGraph, *, once_more: OnceMore = anew) -> tuple[Freeing, ...]:
    """Free each unit of each tangle by itself: the least weight first, then by name."""
    found: list[Freeing] = []
    for tangle in find_tangles(graph):
        knot = _read_knot(graph, tangle, looks=_LOOKS * len(tangle))
        cuts = once_more(knot.shape, partial(_cut_all, knot))
        found += (_describe(knot, member, cut) for member, cut in enumerate(cuts.of))
    return tuple(sorted(found, key=lambda freeing: (freeing.weight, freeing.unit)))


@dataclass(frozen=True)
class _Knot:
    """A tangle with its units numbered by name; `weights` are those of its dependencies."""

    units: tuple[str, ...]
    dependencies: tuple[Dependency, ...]
    by: By
    looks: int

    @cached_property
    def arcs(self) -> list[tuple[int, int]]:
        number = {unit: index for index, unit in enumerate(self.units)}
        return [(number[one.importer], number[one.imported]) for one in self.dependencies]

    @property
    def shape(self) -> Shape:
        return self.units, self.arcs

    @property
    def weights(self) -> list[Weight]:
        return [one.weight for one in self.dependencies]

    @cached_property
    def net(self) -> Net:
        return build_net(len(self.units), self.arcs, looks=self.looks)

    @cached_property
    def capacities(self) -> NDArray[np.int64]:
        import numpy as np

        return np.array(_capacities(self.dependencies, self.by), dtype=np.int64)


def _read_knot(graph: UnitGraph, tangle: tuple[str, ...], by: By = "schema", *, looks: int) -> _Knot:
    inside = set(tangle)
    held = tuple(one for one in graph.deciding if one.importer in inside and one.imported in inside)
    return _Knot(tangle, held, by, looks)


def _capacities(inside: Sequence[Dependency], by: By) -> list[int]:
    """One unit of what is to be least outweighs all of the other in the tangle together."""
    if by == "ties":
        constant = 1 + sum(one.schema for one in inside)
        return [(one.schema + one.code) * constant + one.schema for one in inside]
    constant = 1 + sum(one.code for one in inside)
    return [one.schema * constant + one.code for one in inside]


def _cut_all(knot: _Knot, before: TangleCuts | None) -> TangleCuts:
    kept = cuts_that_stay(before, knot.weights) if before is not None else {}
    missing = [member for member in range(len(knot.units)) if member not in kept]
    kept |= zip(missing, _cut_members(knot, missing), strict=True)
    return TangleCuts(knot.weights, [kept[member] for member in range(len(knot.units))])


def _cut_members(knot: _Knot, members: list[int]) -> list[Cut]:
    if not members:
        return []
    import numpy as np

    cuts = cut_circles(np.array(members, dtype=np.int32), knot.net, knot.capacities)
    alone = _stand_alone(knot.net, cuts)
    return [
        Cut(cut.nonzero()[0].tolist(), _side_after(knot.net, member, cut), free.nonzero()[0].tolist())
        for member, cut, free in zip(members, cuts, alone, strict=True)
    ]


def _describe(knot: _Knot, member: int, found: Cut) -> Freeing:
    cut = [knot.dependencies[index] for index in found.arcs]
    return Freeing(
        unit=knot.units[member],
        ties=tuple(tie for one in cut for tie in one.ties if tie.tie_class in ("schema", "code")),
        dependencies=tuple((one.importer, one.imported) for one in cut),
        weight=sum((one.weight for one in cut), NOTHING),
        side=found.side,
        also_frees=tuple(knot.units[index] for index in found.alone if index != member),
    )


def _side_after(net: Net, member: int, cut: Flags) -> Side:
    if cut[net.importers == member].all():
        return "base"
    return "top" if cut[net.imported == member].all() else "neither"


def _stand_alone(net: Net, cuts: Flags) -> Flags:
    """Flag, in one row a cut, the units on no circle after it."""
    import numpy as np

    rows: list[Flags] = []
    at_a_time = 1 + ARCS_AT_A_TIME // len(net.imported)
    for first in range(0, len(cuts), at_a_time):
        some = cuts[first : first + at_a_time]
        labels = label_components(keep_arcs(repeat_net(net, len(some)), ~some.ravel()))
        rows.append((np.bincount(labels)[labels] == 1).reshape(len(some), net.size))
    return np.concatenate(rows)
