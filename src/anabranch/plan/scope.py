"""One project of a map, cut up in domains: which unit a reference's ends are in, and what crosses between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anabranch.evidence.coupling import path_reader
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.pins import Pin
from anabranch.project.dotted import enclosing
from anabranch.project.units import PROJECT
from anabranch.reading.levels import unit_graph
from anabranch.reading.values import DECIDING, App, End, Map, Model, Project, Reference

Pairs = frozenset[tuple[str, str]]
"""Dependencies, as importing and imported domain."""


@dataclass(frozen=True)
class Scope:
    """A project by its domains. `references` are those that cross between two and make ties, `pins` what the team has
    declared about the order.
    """

    project: Project
    graph: UnitGraph
    references: tuple[Reference, ...]
    models: tuple[Model, ...]
    domains: Mapping[str, str]
    pins: tuple[Pin, ...] = ()
    broken: Callable[[Pairs], Pairs] | None = None
    """Of the dependencies that are left those that break the declared order; None where none is declared."""

    def unit(self, end: End) -> str:
        """The domain of an end of a reference."""
        return self.domains.get(end.app, end.app)

    def pair(self, one: Reference) -> tuple[str, str]:
        """The domains of both ends: that of the importer, and that of what is imported."""
        return self.unit(one.importer), self.unit(one.imported)

    def apps(self, domain: str) -> tuple[App, ...]:
        """The apps of a domain."""
        return tuple(app for app in self.project.apps if app.domain == domain)

    def lines(self, domain: str) -> int:
        """Lines of source of a domain."""
        return sum(app.lines for app in self.apps(domain))

    def deciding(self) -> Iterable[Reference]:
        """The references that take part in tangles and the order."""
        return (one for one in self.references if one.tie_class in DECIDING)


def scope_of(project_map: Map, project: Project) -> Scope:
    """The scope of one project of a map."""
    domains = {app.label: app.domain for app in project.apps}
    crossing = tuple(
        one
        for one in project_map.references
        if one.project == project.name
        and one.certainty != "likely"
        and one.tie_class != "history"
        and domains.get(one.importer.app, one.importer.app) != domains.get(one.imported.app, one.imported.app)
    )
    models = tuple(model for model in project_map.models if model.project == project.name)
    return Scope(project, unit_graph(project_map, project=project.name, level="domain"), crossing, models, domains)


def python_of(scope: Scope, project_map: Map, python: Iterable[str]) -> tuple[str, ...]:
    """Of the Python files of a repository those of the project: in the folder of an app, or part of a reference."""
    unit = path_reader((app.path, app.domain) for app in scope.project.apps)
    referring = {one.file for one in project_map.references if one.project == scope.project.name}
    return tuple(sorted(path for path in python if path in referring or unit(path)))


def with_order(scope: Scope, pins: Iterable[Pin], broken: Callable[[Pairs], Pairs]) -> Scope:
    """The scope, with an order that the team has declared."""
    return replace(scope, pins=tuple(pins), broken=broken)


def composing(scope: Scope) -> frozenset[str]:
    """Domains that only put the project together, and so are none to free: settings, URLconf and what lies beside."""
    return frozenset(
        domain
        for domain in scope.graph.units
        if (own := scope.apps(domain)) and all(_is_composing(app, scope) for app in own)
    )


_STARTING = frozenset({"settings", "urls", "wsgi", "asgi"})
"""Modules that Django's own project template has, also as packages."""


def _is_composing(app: App, scope: Scope) -> bool:
    if app.is_app or any(model.file.startswith(f"{app.path}/") for model in scope.models):
        return False
    if app.name.rpartition(".")[2] in _STARTING:
        return True
    holds_settings = any(f"{name}.".startswith(f"{app.name}.") for name in scope.project.settings)
    return holds_settings or app.role == "shell" or app.label == PROJECT


def models_by_symbol(scope: Scope) -> dict[str, Model]:
    """Models by the dotted name of their class."""
    return {model.symbol: model for model in scope.models}


def model_of(symbol: str, models: Mapping[str, Model]) -> Model | None:
    """The model that a symbol is, or is a member of."""
    return models.get(enclosing(symbol, models))


def by_tie(references: Iterable[Reference]) -> dict[tuple[str, str], list[Reference]]:
    """References by the pair of symbols that they join."""
    found: dict[tuple[str, str], list[Reference]] = {}
    for one in references:
        found.setdefault((one.importer.symbol, one.imported.symbol), []).append(one)
    return found


def in_source_order(references: Iterable[Reference]) -> Sequence[Reference]:
    """By file, line and column."""
    return sorted(references, key=lambda one: (one.file, one.line, one.column, one.imported.symbol))
