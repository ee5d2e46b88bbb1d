"""What the references of one project come to at a level: dependencies, tangles, freeing, the order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
from msgspec.structs import replace

from anabranch.graph.dependency import Dependency as Tied
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.freeing import free_all
from anabranch.graph.order import Order as OrderFound
from anabranch.graph.order import order_units
from anabranch.graph.pins import Pin, pins_of
from anabranch.graph.standing import random_h, stands_out
from anabranch.graph.tangles import find_tangles
from anabranch.graph.undecided import undecided_pairs
from anabranch.reading.levels import Bundle, bundle, make_graph, side_of
from anabranch.reading.solved import Solved
from anabranch.reading.values import (
    IMPORT_KINDS,
    WEIGHTLESS,
    Dependency,
    Freeing,
    Level,
    Order,
    Reference,
    Tangle,
    Tie,
    TieCounts,
    Weight,
)


@dataclass(frozen=True, slots=True)
class LevelAnalysis:
    """One level of one project."""

    dependencies: tuple[Dependency, ...]
    order: Order
    tangles: tuple[Tangle, ...]
    free: tuple[Freeing, ...]


def analyse_apps(
    references: Sequence[Reference],
    lines: Mapping[str, int],
    solved: Solved | None = None,
    *,
    pins: Iterable[Pin] = (),
) -> LevelAnalysis:
    """The app level. `lines` gives the size of each unit."""
    return analyse_units(references, lines, level="app", domains={}, solved=solved, pins=pins)


def analyse_units(
    references: Sequence[Reference],
    lines: Mapping[str, int],
    *,
    level: Level,
    domains: dict[str, str],
    solved: Solved | None = None,
    pins: Iterable[Pin] = (),
) -> LevelAnalysis:
    """The level of apps, or that of the domains that `domains` gives by app. `lines` gives the size of each unit; the
    order follows `pins`, as far as they are between units.
    """
    solved = solved or Solved()
    held = pins_of(pins, lines)
    bundles = bundle(references, side_of(level, domains))
    graph = make_graph(bundles, lines, are_ties_named=False)
    found = _ordered(graph, solved, held)
    place = {unit: number for number, unit in enumerate(found.units)}
    return LevelAnalysis(
        _dependencies(bundles, level, place),
        _order_of(graph, found, level, solved, held),
        tangles_of(graph, level),
        _freeing(graph, bundles, level, lines, solved),
    )


def _order_of(graph: UnitGraph, found: OrderFound, level: Level, solved: Solved, held: tuple[Pin, ...]) -> Order:
    mean = solved.of(graph, "random", float, random_h)
    return Order(
        level=level,
        units=found.units,
        upward=Weight(*found.upward),
        total=Weight(*found.total),
        bound=Weight(*found.bound),
        proven=found.proven,
        layers=found.layers,
        undecided=solved.of(
            graph,
            f"undecided{held or ''}",
            tuple[tuple[str, str], ...],
            lambda units: undecided_pairs(units, pins=held, schema_first=found),
        ),
        random_h=round(mean, 4),
        stands_out=stands_out(found, mean),
    )


def as_domains(apps: LevelAnalysis) -> LevelAnalysis:
    """The domain level while no team has named any: each unit of the app level is its own domain."""
    level: Level = "domain"
    return LevelAnalysis(
        dependencies=tuple(replace(row, level=level) for row in apps.dependencies),
        order=replace(apps.order, level=level),
        tangles=tuple(replace(row, level=level) for row in apps.tangles),
        free=tuple(replace(row, level=level) for row in apps.free),
    )


def of_project(analysis: LevelAnalysis, project: str) -> LevelAnalysis:
    """The same, naming the project that it is of."""
    return LevelAnalysis(
        dependencies=tuple(replace(row, project=project) for row in analysis.dependencies),
        order=replace(analysis.order, project=project),
        tangles=tuple(replace(row, project=project) for row in analysis.tangles),
        free=tuple(replace(row, project=project) for row in analysis.free),
    )


class AppModules(msgspec.Struct, frozen=True):
    """The order of the modules of one app among themselves."""

    app: str
    units: tuple[str, ...]
    layers: tuple[tuple[str, ...], ...]
    upward: Weight
    bound: Weight
    proven: bool


class ModuleLevel(msgspec.Struct, frozen=True):
    """The module level while the order of the apps is not yet known: it can be found beside that order."""

    apps: tuple[AppModules, ...]
    dependencies: tuple[Dependency, ...]
    total: Weight
    tangles: tuple[Tangle, ...]
    free: tuple[Freeing, ...]


def analyse_modules(
    references: Sequence[Reference],
    app_of: Mapping[str, str],
    lines: Mapping[str, int],
    solved: Solved,
    *,
    free_modules: bool,
) -> ModuleLevel:
    """The modules of each app in their own order. `app_of` gives the app of each module, `lines` its size."""
    bundles = bundle(references, side_of("module", {}))
    graph = make_graph(bundles, app_of, are_ties_named=False)
    of_app: dict[str, list[str]] = {}
    for module in graph.units:
        of_app.setdefault(app_of.get(module, ""), []).append(module)
    inside = _inside_apps(graph, app_of)
    apps = tuple(_order_within(inside.get(app, []), app, units, solved) for app, units in sorted(of_app.items()))
    place = {unit: number for number, unit in enumerate(unit for app in apps for unit in app.units)}
    return ModuleLevel(
        apps=apps,
        dependencies=_dependencies(bundles, "module", place),
        total=_sum(dependency.weight for dependency in graph.dependencies),
        tangles=tangles_of(graph, "module"),
        free=_freeing(graph, bundles, "module", lines, solved) if free_modules else (),
    )


def _ordered(graph: UnitGraph, solved: Solved, pins: tuple[Pin, ...] = ()) -> OrderFound:
    return solved.of(
        graph, f"order{pins or ''}", OrderFound, lambda one: order_units(one, pins=pins), is_sure=_is_proven
    )


def _is_proven(found: OrderFound) -> bool:
    return found.proven


def _inside_apps(graph: UnitGraph, app_of: Mapping[str, str]) -> dict[str, list[Tied]]:
    found: dict[str, list[Tied]] = {}
    for one in graph.dependencies:
        app = app_of.get(one.importer, "")
        if app_of.get(one.imported, "") == app:
            found.setdefault(app, []).append(one)
    return found


def _order_within(inside: Sequence[Tied], app: str, modules: list[str], solved: Solved) -> AppModules:
    found = _ordered(UnitGraph(tuple(modules), tuple(inside)), solved)
    upward, bound = Weight(*found.upward), Weight(*found.bound)
    return AppModules(app, found.units, found.layers, upward, bound, found.proven)


def arrange_modules(level: ModuleLevel, app_order: Sequence[str], app_of: Mapping[str, str]) -> LevelAnalysis:
    """The module level: between apps the order of the apps, inside an app its modules' own."""
    height = {app: number for number, app in enumerate(app_order)}
    apps = sorted(level.apps, key=lambda each: (height.get(each.app, -1), each.app))
    place = {unit: number for number, unit in enumerate(unit for app in apps for unit in app.units)}
    dependencies = tuple(_turned(row, place) for row in level.dependencies)
    across = _across(dependencies, app_of)
    order = Order(
        level="module",
        units=tuple(place),
        upward=_sum([across, *((app.upward.schema, app.upward.code) for app in apps)]),
        total=level.total,
        bound=_sum([across, *((app.bound.schema, app.bound.code) for app in apps)]),
        proven=all(app.proven for app in apps),
        layers=tuple(layer for app in apps for layer in app.layers),
        undecided=(),
        random_h=0.0,
    )
    return LevelAnalysis(dependencies, order, level.tangles, level.free)


def _turned(row: Dependency, place: Mapping[str, int]) -> Dependency:
    is_upward = row.ties.deciding > 0 and place[row.imported] < place[row.importer]
    return row if row.upward == is_upward else replace(row, upward=is_upward)


def _across(dependencies: Iterable[Dependency], app_of: Mapping[str, str]) -> tuple[int, int]:
    """Upward ties between modules of different apps: fixed by the order of the apps."""
    upward = [one.ties for one in dependencies if one.upward and app_of.get(one.importer) != app_of.get(one.imported)]
    return sum(ties.schema for ties in upward), sum(ties.code for ties in upward)


def _sum(weights: Iterable[tuple[int, int]]) -> Weight:
    rows = list(weights)
    return Weight(sum(row[0] for row in rows), sum(row[1] for row in rows))


def _dependencies(
    bundles: Mapping[tuple[str, str], Bundle], level: Level, place: Mapping[str, int]
) -> tuple[Dependency, ...]:
    rows = []
    for (importer, imported), found in sorted(bundles.items()):
        counts = found.counts()
        rows.append(
            Dependency(
                level=level,
                importer=importer,
                imported=imported,
                references=found.references,
                ties=TieCounts(*counts),
                by_kind=dict(sorted(found.kinds.items())),
                upward=counts[0] + counts[1] > 0 and place[imported] < place[importer],
            )
        )
    return tuple(rows)


def tangles_of(graph: UnitGraph, level: Level) -> tuple[Tangle, ...]:
    """The tangles of a graph."""
    return tuple(Tangle(level, units) for units in find_tangles(graph))


def import_tangles(references: Iterable[Reference], units: Iterable[str]) -> tuple[Tangle, ...]:
    """The tangles of the app level, had one looked at imports alone."""
    pairs = {
        (reference.importer.app, reference.imported.app)
        for reference in references
        if reference.kind in IMPORT_KINDS and reference.tie_class == "code" and reference.certainty not in WEIGHTLESS
    }
    graph = UnitGraph(tuple(units), tuple(Tied(one, other, code=1) for one, other in pairs if one and other))
    return tangles_of(graph, "app")


def _freeing(
    graph: UnitGraph,
    bundles: Mapping[tuple[str, str], Bundle],
    level: Level,
    lines: Mapping[str, int],
    solved: Solved,
) -> tuple[Freeing, ...]:
    ties = cache(lambda pair: tuple(Tie(*tie) for tie in bundles[pair].ties() if tie.tie_class in ("schema", "code")))
    return tuple(
        Freeing(
            level=level,
            unit=found.unit,
            ties=tuple(tie for pair in found.dependencies for tie in ties(pair)),
            side=found.side,
            lines=lines.get(found.unit, 0),
            also_frees=found.also_frees,
        )
        for found in free_all(graph, once_more=solved.once_more)
    )
