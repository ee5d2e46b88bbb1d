"""All units beside each other: how large they are, and how far each is drawn into a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from anabranch.reading.values import Dependency, Map, Project, ReferenceClass
from anabranch.reports.answers.hub import ties_by_unit
from anabranch.reports.answers.membership import Membership
from anabranch.reports.answers.units import of_level, of_project


class RankedUnit(msgspec.Struct, frozen=True):
    """A unit of the app level. What concerns its circle is zero, and `to_free` null, where it is in none."""

    project: str
    unit: str
    role: str
    lines: int
    models: int
    joined: int
    """Units of its circle that it is tied to, either way."""
    ties: int
    """Schema and code ties with those."""
    upward: int
    """Its own ties that run against the order."""
    to_free: int | None
    """Ties to cut so that no circle goes through it."""
    schema_to_free: int | None


class Ranking(msgspec.Struct, frozen=True):
    """The units of every project, those with most ties inside their circle first, the free ones by size."""

    units: tuple[RankedUnit, ...]


def rank_units(project_map: Map) -> Ranking:
    """The units of the app level."""
    return Ranking(tuple(row for project in project_map.projects for row in _of_project(project_map, project)))


def _of_project(project_map: Map, project: Project) -> list[RankedUnit]:
    pairs = of_level(of_project(project_map, project, project_map.dependencies), "app")
    circle = {
        unit: number
        for number, tangle in enumerate(of_level(of_project(project_map, project, project_map.tangles), "app"))
        for unit in tangle.units
    }
    inside = [one for one in pairs if circle.get(one.importer, -1) == circle.get(one.imported, -2)]
    cuts = {
        one.unit: Counter(tie.tie_class for tie in one.ties)
        for one in of_level(of_project(project_map, project, project_map.free), "app")
        if one.unit in circle
    }
    ties, joined, upward = ties_by_unit(inside), _joined(inside), _upward(pairs)
    member = Membership(project_map, project.name)
    models = Counter(member.unit(one.module) for one in project_map.models if one.project == project.name)
    rows = [
        RankedUnit(
            project.name, app.label, app.role, app.lines, models[app.label], joined[app.label], ties[app.label],
            upward[app.label], *_cut(cuts, app.label),
        )
        for app in project.apps
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.ties, -row.lines, row.unit))


def _joined(inside: Iterable[Dependency]) -> Counter[str]:
    pairs = {frozenset((one.importer, one.imported)) for one in inside if one.ties.deciding}
    return Counter(unit for pair in pairs for unit in pair)


def _upward(pairs: Iterable[Dependency]) -> Counter[str]:
    upward: Counter[str] = Counter()
    for one in pairs:
        upward[one.importer] += one.ties.deciding * one.upward
    return upward


def _cut(cuts: Mapping[str, Counter[ReferenceClass]], unit: str) -> tuple[int | None, int | None]:
    cut = cuts.get(unit)
    return (None, None) if cut is None else (sum(cut.values()), cut["schema"])
