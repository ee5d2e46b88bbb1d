"""A map as the columns that the page reads: numbers for names, differences for numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from anabranch.reading.values import CERTAINTIES, CLASS_OF_KIND, CLASSES, Freeing, Map, Model, Order, Project, Reference
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.units import of_level, of_project
from anabranch.reports.page.shown_orders import Declared, Orders, shown_orders, upward_in
from anabranch.reports.page.strings import Strings, steps
from anabranch.reports.page.ties import Tied, tie_references
from anabranch.rules.order.composing import composing_modules, is_composing
from anabranch.rules.values import Rules

Columns = dict[str, Any]
Quoted = Literal["all", "upward", "none"]

KINDS = tuple(CLASS_OF_KIND)
ROLES = ("shell", "aggregator", "domain", "base")
SIDES = ("top", "base", "neither", "free")
_LONGEST_LINE = 200


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where each unit and module stands in its column."""

    unit: Mapping[str, int]
    module: Mapping[tuple[str, str], int]
    rank: Mapping[str, int]
    """Height of a module in the order of its level: 0 is the top."""


def project_columns(
    project_map: Map, project: Project, strings: Strings, *, sources: Sources, quoted: Quoted, rules: Rules | None
) -> Columns:
    """Everything that the page shows of one project."""
    models = [one for one in project_map.models if one.project == project.name]
    own = [one for one in project_map.references if one.project == project.name]
    app_of = _apps_of_modules(own, project)
    tied = tie_references(own, [(one, app_of(one.module)) for one in models])
    orders = shown_orders(project_map, project, rules)
    numbers = _number(project_map, project, tied, orders)
    upward = upward_in(project_map, project, orders)
    freeings = of_project(project_map, project, of_level(project_map.free, orders.level))
    return {
        "name": strings.number(project.name),
        "root": strings.number(project.root),
        "units": _units(project, numbers, strings),
        "rows": [[numbers.unit[unit] for unit in row] for row in orders.rows],
        "domains": [[numbers.unit[unit], strings.number(domain)] for unit, domain in orders.domains.items()],
        "parts": [[numbers.unit[unit], [*map(strings.number, names)]] for unit, names in orders.parts.items()],
        "declared": _declared(orders.declared, numbers, strings),
        "free": _frees(freeings, tied, numbers, orders),
        "modules": _modules(tied, numbers, strings),
        "symbols": _symbols(tied, numbers, strings),
        "ties": _ties(tied),
        **_places(tied, strings, _quoter(upward, sources, quoted)),
        "composing": _composing(tied, own),
        "models": [_model(model, app_of(model.module), numbers, strings) for model in models],
    }  # fmt: skip


def _declared(declared: Declared | None, numbers: Numbers, strings: Strings) -> Columns | None:
    if declared is None:
        return None
    return {
        "file": strings.number(declared.file),
        "rows": [[numbers.unit[unit] for unit in row] for row in declared.rows],
        "commas": list(declared.commas),
        "roles": [[numbers.unit[unit], role] for unit, role in declared.roles],
        "undecided": [[numbers.unit[unit] for unit in pair] for pair in declared.undecided],
        "pins": [[numbers.unit.get(unit, -1) for unit in pair] for pair in declared.pins],
        "promoted": list(declared.promoted),
    }


def _number(project_map: Map, project: Project, tied: Tied, orders: Orders) -> Numbers:
    found: tuple[Order, ...] = of_project(project_map, project, of_level(project_map.orders, "module"))
    return Numbers(
        unit={unit: number for number, unit in enumerate(orders.units)},
        module={module: number for number, module in enumerate(tied.modules)},
        rank={module: number for number, module in enumerate(found[0].units if found else ())},
    )


def _apps_of_modules(references: Sequence[Reference], project: Project) -> Callable[[str], str]:
    """How to tell a module's unit: from its references, else from the longest package that is a unit."""
    known = {end.module: end.app for one in references for end in (one.importer, one.imported)}
    packages = {app.name: app.label for app in project.apps}

    def app_of(module: str) -> str:
        package = module
        while package and module not in known and package not in packages:
            package = package.rpartition(".")[0]
        return known.get(module, packages.get(package, ""))

    return app_of


def _units(project: Project, numbers: Numbers, strings: Strings) -> Columns:
    apps = {app.label: app for app in project.apps}
    names = list(numbers.unit)
    known = [apps.get(name) for name in names]
    return {
        "name": [strings.number(name) for name in names],
        "role": [ROLES.index(app.role) if app else ROLES.index("domain") for app in known],
        "lines": [app.lines if app else 0 for app in known],
        "app": [int(bool(app and app.is_app)) for app in known],
        "path": [strings.number(app.path if app else "") for app in known],
    }


def _frees(freeings: Sequence[Freeing], tied: Tied, numbers: Numbers, orders: Orders) -> list[Columns]:
    """Each cut as the pairs of units that it takes apart: a least cut leaves no tie of a pair."""
    pair_of = {(tie.importer[2], tie.imported[2]): (tie.importer[0], tie.imported[0]) for tie in tied.ties}

    def first(domain: str) -> int:
        return numbers.unit[orders.members(domain)[0]]

    found = []
    for one in freeings:
        pairs = sorted({pair_of[pair] for tie in one.ties if (pair := (tie.importer, tie.imported)) in pair_of})
        found.append({
            "unit": first(one.unit),
            "pairs": [numbers.unit[unit] for pair in pairs for unit in pair],
            "side": SIDES.index(one.side) if one.side in SIDES else SIDES.index("neither"),
            "also": [first(unit) for unit in one.also_frees],
        })  # fmt: skip
    return found


def _modules(tied: Tied, numbers: Numbers, strings: Strings) -> Columns:
    return {
        "name": [strings.number(module) for _, module in tied.modules],
        "unit": steps([numbers.unit[app] for app, _ in tied.modules]),
        "rank": [numbers.rank.get(module, -1) for _, module in tied.modules],
    }


def _symbols(tied: Tied, numbers: Numbers, strings: Strings) -> Columns:
    """Names inside their module; empty for the module itself."""
    inner = [symbol.removeprefix(module).lstrip(".") if symbol.startswith(module) else symbol
             for _, module, symbol in tied.symbols]  # fmt: skip
    return {
        "name": [strings.number(name) for name in inner],
        "module": steps([numbers.module[app, module] for app, module, _ in tied.symbols]),
    }


def _ties(tied: Tied) -> Columns:
    number = {symbol: index for index, symbol in enumerate(tied.symbols)}
    return {
        "importer": steps([number[tie.importer] for tie in tied.ties]),
        "imported": [number[tie.imported] for tie in tied.ties],
        "class": [tie.strength for tie in tied.ties],
        "places": [len(tie.references) for tie in tied.ties],
    }


def _places(tied: Tied, strings: Strings, quote: Callable[[Reference], str]) -> Columns:
    """References in the order of their ties, with the source lines of those that are quoted."""
    rows = [one for tie in tied.ties for one in tie.references]
    lines = [quote(one) for one in rows]
    return {
        "references": {
            "kind": [KINDS.index(one.kind) * len(CERTAINTIES) + CERTAINTIES.index(one.certainty) for one in rows],
            "file": steps([strings.number(one.file) for one in rows]),
            "line": [one.line for one in rows],
        },
        "live": steps([number for number, one in enumerate(rows) if one.counts and one.tie_class == "history"]),
        "quoted": {
            "reference": steps([number for number, line in enumerate(lines) if line]),
            "text": [strings.number(line) for line in lines if line],
        },
    }


def _composing(tied: Tied, references: Sequence[Reference]) -> list[int]:
    """Of the references in the order of their ties those that no rule counts, as they compose the project."""
    modules = composing_modules(references)
    rows = (one for tie in tied.ties for one in tie.references)
    return steps([number for number, one in enumerate(rows) if is_composing(one, modules)])


def _quoter(upward: Callable[[Reference], bool], sources: Sources, quoted: Quoted) -> Callable[[Reference], str]:
    def quote(reference: Reference) -> str:
        if quoted == "none" or (quoted == "upward" and not upward(reference)):
            return ""
        line = sources.line(reference.file, reference.line)
        return line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "…"

    return quote


def _model(model: Model, app: str, numbers: Numbers, strings: Strings) -> list[Any]:
    relations = [[strings.number(one.field), strings.number(one.kind), strings.number(one.target)]
                 for one in model.relations]  # fmt: skip
    figures = [len(model.fields), len(model.methods), len(model.properties), len(model.mixins)]
    where = [strings.number(model.file), model.line]
    return [strings.number(model.label), numbers.module.get((app, model.module), -1), *where, int(model.abstract),
            *figures, relations]  # fmt: skip


def tie_classes() -> list[str]:
    """Names of the strengths of a tie."""
    return [*CLASSES, "likely", "folded"]
