"""Rows of the dossier for which the source is looked at once more: packages, transactions, side effects."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from anabranch.evidence.coupling import path_reader
from anabranch.plan.border import find_transactions
from anabranch.plan.dossier import Evidence, Row
from anabranch.plan.scope import model_of, models_by_symbol
from anabranch.plan.source import deletion_rule, imported_packages, outside_effects, tasks_without_retry
from anabranch.plan.values import Line, Transaction
from anabranch.project.units import PROJECT


def rows_from_source(evidence: Evidence) -> Iterator[Row]:
    """Rows `technology`, `own_technology`, `transactions` and `operations`."""
    packages = _packages(evidence)
    gap = "gap.syntax" if any(evidence.tree(file) is None for file in evidence.python) else ""
    yield _technology(packages, gap)
    own = sorted(name for name, units in packages.items() if set(units) == {evidence.domain})
    lines = tuple(Line(packages[name][evidence.domain], name, "packages") for name in own)
    yield Row("own_technology", {"packages": float(len(own))}, lines, gap)
    yield _transactions(evidence)
    yield _operations(evidence)


def _packages(evidence: Evidence) -> dict[str, dict[str, str]]:
    """Third-party packages by the domains that import them, with one file each.

    Documentation, build scripts and tools beside the apps are no part of what runs: nothing refers to them.
    """
    scope = evidence.scope
    running = {scope.unit(one.imported) for one in scope.references} | {evidence.domain}
    running |= {app.domain for app in scope.project.apps if app.is_app or app.label == PROJECT}
    unit = path_reader((app.path, app.domain if app.domain in running else "") for app in scope.project.apps)
    first_party = {module.partition(".")[0] for module in evidence.project_map.modules(scope.project.name)}
    found: dict[str, dict[str, str]] = {}
    for file in evidence.python:
        tree, domain = evidence.tree(file), unit(file)
        for name in imported_packages(tree) if tree is not None and domain else ():
            if name not in first_party and name not in sys.stdlib_module_names and name != "django":
                found.setdefault(name, {}).setdefault(domain, file)
    return found


def _technology(packages: dict[str, dict[str, str]], gap: str) -> Row:
    single = sorted(name for name, units in packages.items() if len(units) == 1)
    shared = sorted(name for name, units in packages.items() if len(units) > 1)
    lines = tuple(
        Line(next(iter(packages[name].values())), f"{name}: {', '.join(sorted(packages[name]))}", part)
        for part, names in (("single", single), ("shared", shared))
        for name in names
    )
    return Row("technology", {"single": float(len(single)), "shared": float(len(shared))}, lines, gap)


def _transactions(evidence: Evidence) -> Row:
    blocks = [
        one for one in find_transactions(evidence.project_map, evidence.scope, evidence.tree) if len(one.units) > 1
    ]
    surely = [one for one in blocks if len(one.writes) > 1]
    perhaps = [one for one in blocks if len(one.writes) <= 1]
    cascades = []
    models = models_by_symbol(evidence.scope)
    for one in evidence.scope.references:
        tree = evidence.tree(one.file) if one.kind == "relation" else None
        if tree is not None and deletion_rule(tree, one.line) == "CASCADE" and model_of(one.importer.symbol, models):
            cascades.append(
                Line(f"{one.file}:{one.line}", f"{one.importer.symbol} → {one.imported.symbol}", "cascades")
            )
    lines = [
        Line(f"{one.file}:{one.line}", f"{one.symbol}: {', '.join(map(_as_written(one), one.units))}", part)
        for part, listed in (("blocks", surely), ("touching", perhaps))
        for one in listed
    ]
    numbers = {"blocks": float(len(surely)), "touching": float(len(blocks)), "cascades": float(len(cascades))}
    return Row("transactions", numbers, (*lines, *cascades), "gap.transactions")


def _as_written(block: Transaction) -> Callable[[str], str]:
    return lambda unit: f"{unit}*" if unit in block.writes else unit


def _operations(evidence: Evidence) -> Row:
    effects: list[Line] = []
    tasks: list[Line] = []
    for file in evidence.python:
        tree = evidence.tree(file)
        if tree is not None:
            effects += [Line(f"{file}:{line}", name, "effects") for line, name in outside_effects(tree)]
            tasks += [Line(f"{file}:{line}", name, "tasks") for line, name in tasks_without_retry(tree)]
    numbers = {"effects": float(len(effects)), "tasks": float(len(tasks))}
    return Row("operations", numbers, (*effects, *tasks), "gap.idempotency")
