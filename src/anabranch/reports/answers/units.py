"""Which unit of a level an end of a reference belongs to, and which part of a map is one project's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from anabranch.reading.values import (
    DECIDING,
    WEIGHTLESS,
    Dependency,
    End,
    Freeing,
    Level,
    Map,
    Order,
    Project,
    Reference,
    Tangle,
)

UnitOf = Callable[[str, End], str]
"""From a project's name and an end of a reference to the end's unit."""

_OfLevel = TypeVar("_OfLevel", Dependency, Freeing, Order, Tangle)


def unit_of(project_map: Map, level: Level) -> UnitOf:
    """The function that names the unit of a level which an end belongs to."""
    if level == "app":
        return lambda _project, end: end.app
    if level == "module":
        return lambda _project, end: end.module
    domains = {(project.name, app.label): app.domain for project in project_map.projects for app in project.apps}
    return lambda project, end: domains.get((project, end.app), end.app)


def units_of_project(project_map: Map, project: Project, level: Level) -> frozenset[str]:
    """Every unit of a level that the map names in a project."""
    if level == "app":
        return frozenset(app.label for app in project.apps)
    if level == "domain":
        return frozenset(app.domain for app in project.apps)
    referring = {
        end.module
        for one in project_map.references
        if one.project == project.name
        for end in (one.importer, one.imported)
    }
    return frozenset(referring | {model.module for model in project_map.models if model.project == project.name})


def of_level(values: Iterable[_OfLevel], level: Level) -> tuple[_OfLevel, ...]:
    """Those values that compare units of a level."""
    return tuple(value for value in values if value.level == level)


def of_project(project_map: Map, project: Project, values: tuple[_OfLevel, ...]) -> tuple[_OfLevel, ...]:
    """Those values that compare units of one project: by the project they name, else by their units."""
    if len(project_map.projects) == 1:
        return values
    units: dict[Level, frozenset[str]] = {}
    for level in {value.level for value in values}:
        units[level] = units_of_project(project_map, project, level)
    return tuple(value for value in values if _belongs(value, project, units[value.level]))


def crossing(references: Iterable[Reference], unit: UnitOf) -> tuple[Reference, ...]:
    """References whose two ends are different units."""
    pairs = ((one, unit(one.project, one.importer), unit(one.project, one.imported)) for one in references)
    return tuple(one for one, importer, imported in pairs if importer != imported and importer and imported)


def makes_tie(reference: Reference) -> bool:
    """Whether a reference is sure enough, and of a class, to weigh anything."""
    return reference.certainty not in WEIGHTLESS and reference.tie_class != "history"


def decides(reference: Reference) -> bool:
    """Whether a reference takes part in tangles, freeing and the order."""
    return reference.certainty not in WEIGHTLESS and reference.tie_class in DECIDING


def tie_count(references: Iterable[Reference]) -> int:
    """Distinct symbol pairs of the references that make ties."""
    return len({(one.importer.symbol, one.imported.symbol) for one in references if makes_tie(one)})


def first_place(references: Sequence[Reference]) -> Reference:
    """The reference that is shown for many: the first in the source."""
    return min(references, key=lambda one: (one.file, one.line, one.column))


def _belongs(value: Dependency | Freeing | Order | Tangle, project: Project, units: frozenset[str]) -> bool:
    named: str = getattr(value, "project", "")
    return named == project.name if named else _named(value) <= units


def _named(value: Dependency | Freeing | Order | Tangle) -> frozenset[str]:
    if isinstance(value, Dependency):
        return frozenset((value.importer, value.imported))
    if isinstance(value, Freeing):
        return frozenset((value.unit,))
    return frozenset(value.units)
