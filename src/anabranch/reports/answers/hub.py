"""The unit in the middle of a tangle that has no order: what its satellites are joined to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from anabranch.reading.values import Dependency, Reference, Tangle
from anabranch.reports.answers.units import UnitOf, decides

_PARTS = 4
_FEWEST = 3


class Hub(msgspec.Struct, frozen=True):
    """The unit with most ties inside its tangle, how many it is joined to, and its modules with the most ties."""

    unit: str
    ties: int
    of_ties: int
    satellites: int
    parts: tuple[tuple[str, int], ...]


def find_hub(
    tangles: Sequence[Tangle], pairs: Sequence[Dependency], references: Iterable[Reference], unit: UnitOf
) -> Hub | None:
    """The hub of the largest tangle; two units alone have none."""
    inside = set(max(tangles, key=lambda one: (len(one.units), one.units)).units) if tangles else set()
    arrows = [one for one in pairs if one.importer in inside and one.imported in inside]
    weight = ties_by_unit(arrows)
    if len(inside) < _FEWEST or not weight:
        return None
    name = min(weight, key=lambda one: (-weight[one], one))
    joined = {one.imported if one.importer == name else one.importer for one in arrows if name in _ends(one)}
    total = sum(one.ties.deciding for one in arrows)
    return Hub(name, weight[name], total, len(joined), _parts(name, inside, references, unit))


def ties_by_unit(arrows: Iterable[Dependency]) -> Counter[str]:
    """Schema and code ties of each unit, either way."""
    ties: Counter[str] = Counter()
    for one in arrows:
        ties[one.importer] += one.ties.deciding
        ties[one.imported] += one.ties.deciding
    return ties


def _parts(name: str, inside: set[str], references: Iterable[Reference], unit: UnitOf) -> tuple[tuple[str, int], ...]:
    ties: dict[str, set[tuple[str, str]]] = {}
    for one in references:
        if not decides(one):
            continue
        importer, imported = unit(one.project, one.importer), unit(one.project, one.imported)
        if importer == imported or not {importer, imported} <= inside or name not in (importer, imported):
            continue
        module = one.importer.module if importer == name else one.imported.module
        ties.setdefault(module, set()).add((one.importer.symbol, one.imported.symbol))
    counted = sorted(((module, len(pairs)) for module, pairs in ties.items()), key=lambda one: (-one[1], one[0]))
    return tuple(counted[:_PARTS])


def _ends(dependency: Dependency) -> tuple[str, str]:
    return dependency.importer, dependency.imported
