"""What frees a unit: the smallest set of ties whose removal leaves no circle through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from anabranch.graph.dependency import Dependency, Tie, UnitGraph, UnknownUnit
from anabranch.graph.min_cut import cut_circles
from anabranch.graph.net import Net, build_net, keep_arcs, label_components, repeat_net
from anabranch.graph.tangles import find_tangles
from anabranch.graph.weight import NOTHING, Weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from anabranch.graph.net import Flags

# Units are freed together in copies of their tangle, of about this many arcs in all: measured best between 50,000 and
# 200,000.
ARCS_AT_A_TIME = 300000

Side: TypeAlias = Literal["base", "top", "neither", "free"]
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
            return _free_members(_read_knot(graph, tangle, by), [tangle.index(unit)])[0]
    return Freeing(unit, ties=(), dependencies=(), weight=NOTHING, side="free", also_frees=())


def free_all(graph: UnitGraph) -> tuple[Freeing, ...]:
    """Free each unit of each tangle by itself: the least weight first, then by name."""
    found = [
        freeing
        for tangle in find_tangles(graph)
        for freeing in _free_members(_read_knot(graph, tangle), list(range(len(tangle))))
    ]
    return tuple(sorted(found, key=lambda freeing: (freeing.weight, freeing.unit)))


@dataclass(frozen=True, slots=True, eq=False)
class _Knot:
    """A tangle with its units numbered by name."""

    units: tuple[str, ...]
    dependencies: tuple[Dependency, ...]
    net: Net
    capacities: NDArray[np.int64]


def _read_knot(graph: UnitGraph, tangle: tuple[str, ...], by: By = "schema") -> _Knot:
    import numpy as np

    number = {unit: index for index, unit in enumerate(tangle)}
    inside = tuple(one for one in graph.deciding if one.importer in number and one.imported in number)
    net = build_net(len(tangle), [(number[one.importer], number[one.imported]) for one in inside])
    return _Knot(tangle, inside, net, np.array(_capacities(inside, by), dtype=np.int64))


def _capacities(inside: Sequence[Dependency], by: By) -> list[int]:
    """One unit of what is to be least outweighs all of the other in the tangle together."""
    if by == "ties":
        constant = 1 + sum(one.schema for one in inside)
        return [(one.schema + one.code) * constant + one.schema for one in inside]
    constant = 1 + sum(one.code for one in inside)
    return [one.schema * constant + one.code for one in inside]


def _free_members(knot: _Knot, members: list[int]) -> list[Freeing]:
    import numpy as np

    cuts = cut_circles(np.array(members, dtype=np.int32), knot.net, knot.capacities)
    alone = _stand_alone(knot.net, cuts)
    return [_describe(knot, member, cuts[row], alone[row]) for row, member in enumerate(members)]


def _describe(knot: _Knot, member: int, flags: Flags, alone: Flags) -> Freeing:
    cut = [knot.dependencies[index] for index in flags.nonzero()[0].tolist()]
    return Freeing(
        unit=knot.units[member],
        ties=tuple(tie for one in cut for tie in one.ties if tie.tie_class in ("schema", "code")),
        dependencies=tuple((one.importer, one.imported) for one in cut),
        weight=sum((one.weight for one in cut), NOTHING),
        side=_side_after(knot.net, member, flags),
        also_frees=tuple(knot.units[index] for index in alone.nonzero()[0].tolist() if index != member),
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
