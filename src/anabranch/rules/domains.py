"""The domain level of a map, once a team has named domains: its dependencies, order, tangles and what frees each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from anabranch.graph.pins import Pin as GraphPin
from anabranch.project.dotted import around
from anabranch.reading.analysis import LevelAnalysis, analyse_units, of_project
from anabranch.reading.values import Level, Map, Project
from anabranch.rules.values import Rules


class _Row(Protocol):
    @property
    def level(self) -> Level: ...


_AnyRow = TypeVar("_AnyRow", bound=_Row)


def with_domains(project_map: Map, rules: Rules) -> Map:
    """The same map whose units bear the domains of the rule file, with the level of the domains found anew."""
    if not rules.domains:
        return project_map
    pins = tuple(GraphPin(pin.above, pin.below) for pin in rules.pins)
    projects = tuple(_named(project, rules) for project in project_map.projects)
    levels = [_analyse(project_map, project, pins) for project in projects]
    return replace(
        project_map,
        projects=projects,
        dependencies=_others(project_map.dependencies) + tuple(row for each in levels for row in each.dependencies),
        orders=_others(project_map.orders) + tuple(each.order for each in levels),
        tangles=_others(project_map.tangles) + tuple(row for each in levels for row in each.tangles),
        free=_others(project_map.free) + tuple(row for each in levels for row in each.free),
    )


def parts_of(project_map: Map) -> frozenset[str]:
    """What a domain can name below apps: packages, modules, and definitions that the map knows."""
    packages = {package for module in project_map.modules() for package in around(module)}
    symbols = {model.symbol for model in project_map.models} | {each.symbol for each in project_map.classes}
    symbols |= {one.imported.symbol for one in project_map.references}
    return frozenset(packages | symbols)


def _named(project: Project, rules: Rules) -> Project:
    return replace(project, apps=tuple(replace(app, domain=rules.domain_of(app.label)) for app in project.apps))


def _analyse(project_map: Map, project: Project, pins: Sequence[GraphPin]) -> LevelAnalysis:
    lines: dict[str, int] = {}
    for app in project.apps:
        lines[app.domain] = lines.get(app.domain, 0) + app.lines
    own = [one for one in project_map.references if one.project == project.name]
    domains = {app.label: app.domain for app in project.apps}
    return of_project(analyse_units(own, lines, level="domain", domains=domains, pins=pins), project.name)


def _others(rows: tuple[_AnyRow, ...]) -> tuple[_AnyRow, ...]:
    return tuple(row for row in rows if row.level != "domain")
