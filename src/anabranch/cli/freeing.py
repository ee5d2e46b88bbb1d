"""What frees the unit that a person named."""

from __future__ import annotations

from typing import cast

from anabranch.reading.values import Freeing, Level, Map, Tie
from anabranch.reports.answers.subjects import Subject


def find_freeing(project_map: Map, subject: Subject) -> Freeing:
    """The cut that the map holds, where the name is of one project; else computed for this unit."""
    level = cast(Level, subject.kind)
    for one in project_map.free:
        if len(project_map.projects) == 1 and (one.level, one.unit) == (level, subject.name):
            return one
    from anabranch.graph.freeing import free_unit
    from anabranch.reading.levels import unit_graph

    graph = unit_graph(project_map, project=subject.project, level=level)
    if subject.name not in graph.units:
        return Freeing(level, subject.name, (), "free", 0, ())
    found = free_unit(graph, unit=subject.name)
    return Freeing(
        level=level,
        unit=found.unit,
        ties=tuple(Tie(tie.importer, tie.imported, tie.tie_class) for tie in found.ties),
        side=found.side,
        lines=_lines(project_map, subject),
        also_frees=found.also_frees,
    )


def _lines(project_map: Map, subject: Subject) -> int:
    return sum(
        app.lines
        for project in project_map.projects
        for app in project.apps
        if project.name == subject.project and app.label in subject.apps
    )
