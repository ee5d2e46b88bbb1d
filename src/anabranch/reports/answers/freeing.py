"""What frees the unit that a person named."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from anabranch.reading.values import Freeing, Level, Map, Tie
from anabranch.reports.answers.subjects import Subject

if TYPE_CHECKING:
    from anabranch.graph.dependency import UnitGraph
    from anabranch.graph.freeing import By


def find_freeing(project_map: Map, subject: Subject, *, by: By = "schema", modules: int = 0) -> Freeing:
    """The cut that the map holds, where it is one and the name is of one project; else computed for this unit, which is
    a package of so many modules where that is no 0.
    """
    level = cast(Level, subject.kind)
    for one in project_map.free if by == "schema" and not modules else ():
        if len(project_map.projects) == 1 and (one.level, one.unit) == (level, subject.name):
            return one
    from anabranch.graph.freeing import free_unit

    graph = _graph(project_map, subject, level, is_package=modules > 0)
    if subject.name not in graph.units:
        return Freeing(level, subject.name, (), "free", 0, ())
    found = free_unit(graph, unit=subject.name, by=by)
    return Freeing(
        level=level,
        unit=found.unit,
        ties=tuple(Tie(tie.importer, tie.imported, tie.tie_class) for tie in found.ties),
        side=found.side,
        lines=_lines(project_map, subject),
        also_frees=found.also_frees,
    )


def modules_within(project_map: Map, subject: Subject) -> int:
    """How many modules with references lie in the package that is named, its own included; 0 where it is none."""
    if subject.kind != "module":
        return 0
    ends = (
        end for one in project_map.references if one.project == subject.project for end in (one.importer, one.imported)
    )
    own = {end.module for end in ends if subject.holds(subject.project, end)}
    return len(own) if own - {subject.name} else 0


def _graph(project_map: Map, subject: Subject, level: Level, *, is_package: bool) -> UnitGraph:
    from anabranch.reading.levels import bundle, make_graph, unit_graph

    if not is_package:
        return unit_graph(project_map, project=subject.project, level=level)
    inside = f"{subject.name}."

    def unit(module: str) -> str:
        return subject.name if module.startswith(inside) else module

    own = (one for one in project_map.references if one.project == subject.project)
    return make_graph(bundle(own, lambda one: (unit(one.importer.module), unit(one.imported.module))), ())


def _lines(project_map: Map, subject: Subject) -> int:
    return sum(
        app.lines
        for project in project_map.projects
        for app in project.apps
        if project.name == subject.project and app.label in subject.apps
    )
