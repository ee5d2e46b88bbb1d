"""What a drawing of a project shows: boxes in rows, arrows, and which of them run against the order."""

from __future__ import annotations

import msgspec

from anabranch.reading.values import Dependency, Level, Map, Order, Project
from anabranch.reports.answers.units import of_level, of_project, units_of_project


class Picture(msgspec.Struct, frozen=True):
    """One project: `rows` of units, top first, and its dependencies."""

    project: str
    rows: tuple[tuple[str, ...], ...]
    arrows: tuple[Dependency, ...]


def draw_project(project_map: Map, project: Project, *, level: Level) -> Picture:
    """Units by layer; those without a place in the order stand in a row of their own below."""
    arrows = of_project(project_map, project, of_level(project_map.dependencies, level))
    orders: tuple[Order, ...] = of_project(project_map, project, of_level(project_map.orders, level))
    rows = orders[0].layers if orders else ()
    placed = {unit for row in rows for unit in row}
    joined = {unit for one in arrows for unit in (one.importer, one.imported)}
    named = joined if level == "module" else joined | units_of_project(project_map, project, level)
    rest = tuple(sorted(named - placed))
    return Picture(project.name, (*rows, rest) if rest else rows, arrows)


def ties(arrow: Dependency) -> int:
    """Ties of every class."""
    return arrow.ties.deciding + arrow.ties.composition + arrow.ties.typing
