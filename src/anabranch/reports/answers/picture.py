"""What a drawing of a project shows: boxes in rows, arrows, and which of them run against the order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from anabranch.graph.layers import stack_layers
from anabranch.reading.values import Dependency, Level, Map, Order, Project
from anabranch.reports.answers.units import of_level, of_project, units_of_project

Rows = tuple[tuple[str, ...], ...]
"""Units beside each other, top first."""


class Picture(msgspec.Struct, frozen=True):
    """One project: `rows` of units, top first, and its dependencies."""

    project: str
    rows: Rows
    arrows: tuple[Dependency, ...]


def draw_project(project_map: Map, project: Project, *, level: Level) -> Picture:
    """Units by layer; those without a place in the order stand in a row of their own below."""
    arrows = of_project(project_map, project, of_level(project_map.dependencies, level))
    orders: tuple[Order, ...] = of_project(project_map, project, of_level(project_map.orders, level))
    rows = rows_of(orders[0], project, arrows) if orders else ()
    placed = {unit for row in rows for unit in row}
    joined = {unit for one in arrows for unit in (one.importer, one.imported)}
    named = joined if level == "module" else joined | units_of_project(project_map, project, level)
    rest = tuple(sorted(named - placed))
    return Picture(project.name, (*rows, rest) if rest else rows, arrows)


def rows_of(order: Order, project: Project, arrows: Sequence[Dependency]) -> Rows:
    """The layers of an order with the shells above them: nothing uses a shell, however low its own uses let it stand.

    No arrow turns round by that: what an arrow from below leads to stays in its layer.
    """
    shells = _unused(_shells(project, order.level), arrows)
    if not shells:
        return order.layers
    among = [
        (one.importer, one.imported)
        for one in arrows
        if one.ties.deciding and not one.upward and {one.importer, one.imported} <= shells
    ]
    rest = (tuple(unit for unit in layer if unit not in shells) for layer in order.layers)
    return (*stack_layers(sorted(shells), among), *filter(None, rest))


def _shells(project: Project, level: Level) -> set[str]:
    """Units, or domains of nothing else, that compose the project; a module has no role."""
    if level == "module":
        return set()
    named = [(app.domain if level == "domain" else app.label, app.role) for app in project.apps]
    return {unit for unit, _ in named} - {unit for unit, role in named if role != "shell"}


def _unused(shells: set[str], arrows: Iterable[Dependency]) -> set[str]:
    """Those that no other unit has a tie to, which a rule file may say of one that is used all the same."""
    ties = [(one.importer, one.imported) for one in arrows if one.ties.deciding and one.imported in shells]
    left = shells
    while used := {imported for importer, imported in ties if imported in left and importer not in left}:
        left = left - used
    return left


def ties(arrow: Dependency) -> int:
    """Ties of every class."""
    return arrow.ties.deciding + arrow.ties.composition + arrow.ties.typing
