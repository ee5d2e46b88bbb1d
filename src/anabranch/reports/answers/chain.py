"""The chain of units by which one part leads to another."""

from __future__ import annotations

from itertools import pairwise

from anabranch.project.dotted import enclosing
from anabranch.reading.values import Level, Map
from anabranch.reports.answers.membership import Membership
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.subjects import Subject
from anabranch.reports.answers.units import unit_of
from anabranch.reports.answers.why import Hop, hop


def find_chain(project_map: Map, *, importer: Subject, imported: Subject, sources: Sources) -> tuple[Hop, ...]:
    """The shortest chain with the references of each step; empty where there is none."""
    if importer.project != imported.project:
        return ()
    from anabranch.graph.chains import shortest_chain
    from anabranch.reading.levels import unit_graph

    level = _level(importer, imported)
    start, end = _unit(project_map, importer, level), _unit(project_map, imported, level)
    graph = unit_graph(project_map, project=importer.project, level=level)
    if start == end or not {start, end} <= set(graph.units):
        return ()
    chain = shortest_chain(graph, importer=start, imported=end) or ()
    return tuple(
        _hop(project_map, importer.project, level, (above, below), sources) for above, below in pairwise(chain)
    )


def _level(importer: Subject, imported: Subject) -> Level:
    """The widest that both are of: between an app and a class, apps are compared."""
    kinds = {importer.kind, imported.kind}
    if "domain" in kinds:
        return "domain"
    return "app" if "app" in kinds else "module"


def _unit(project_map: Map, subject: Subject, level: Level) -> str:
    if subject.kind == level:
        return subject.name
    if level == "module":
        modules = {end.module for one in project_map.references for end in (one.importer, one.imported)}
        return enclosing(subject.dotted, modules)
    app = subject.apps[0] if subject.apps else Membership(project_map, subject.project).unit(subject.dotted)
    if level == "app":
        return app
    return next(
        (
            one.domain
            for project in project_map.projects
            for one in project.apps
            if project.name == subject.project and one.label == app
        ),
        app,
    )


def _hop(project_map: Map, project: str, level: Level, step: tuple[str, str], sources: Sources) -> Hop:
    unit = unit_of(project_map, level)
    between = (
        one
        for one in project_map.references
        if one.project == project
        and one.tie_class not in ("typing", "history")
        and (unit(project, one.importer), unit(project, one.imported)) == step
    )
    return hop(between, importer=step[0], imported=step[1], sources=sources)
