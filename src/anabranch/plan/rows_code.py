"""Rows of the dossier that the map tells."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from statistics import mean

from anabranch.graph.tangles import find_tangles
from anabranch.plan.along import against_order
from anabranch.plan.dossier import Evidence, Line, Row
from anabranch.plan.facade import inward
from anabranch.plan.opened import places_of_ties
from anabranch.plan.rows_past import propagation, reach_of_changes, users_of
from anabranch.plan.source import guarded_lines, loop_lines
from anabranch.reading.values import Reference

_FAT = 30
"""Methods and properties of a model from which it is told."""

_HOPS = ("relation-access", "reverse-access")
_READS = ("lookup", "relation-access", "reverse-access", "use", "member", "get-model")
_EVENTS = ("signal", "task")


def rows_from_code(evidence: Evidence) -> Iterator[Row]:
    """Rows `testing`, `network`, `tangled`, `failure`, `isolation`, `scale` and `latency`."""
    views = _by_view(evidence)
    yield _testing(evidence)
    yield _network(evidence, views)
    yield _tangled(evidence)
    yield _failure(evidence, views)
    yield _isolation(evidence)
    yield _scale(evidence)
    yield _latency(views)


def _by_view(evidence: Evidence) -> dict[str, list[Reference]]:
    """References over a domain's edge of each entry point, with those of its methods."""
    views = {url.view for url in evidence.project_map.urls if url.view}
    found: dict[str, list[Reference]] = {view: [] for view in sorted(views)}
    for one in evidence.scope.deciding():
        symbol = one.importer.symbol
        while symbol and symbol not in found:
            symbol = symbol.rpartition(".")[0]
        if symbol:
            found[symbol].append(one)
    return found


def _testing(evidence: Evidence) -> Row:
    tests: dict[str, set[str]] = {}
    for one in evidence.tested.references:
        if one.test and one.project == evidence.scope.project.name and one.tie_class != "history":
            tests.setdefault(one.file, set()).add(evidence.scope.unit(one.imported))
    if not tests:
        return Row("testing", {}, gap="gap.tests", is_measured=False)
    single = [file for file, units in tests.items() if len(units) == 1]
    reach = reach_of_changes(evidence, tests)
    numbers = {"single": len(single) / len(tests), "tests": float(len(tests))}
    if reach is not None:
        numbers |= {"reach": float(reach), "wasted": 1 - reach / len(tests)}
    widest = sorted(tests, key=lambda file: (-len(tests[file]), file))
    lines = tuple(Line(file, ", ".join(sorted(tests[file]))) for file in widest)
    return Row("testing", numbers, lines, "" if reach is not None else _gap(evidence))


def _gap(evidence: Evidence) -> str:
    return "gap.git" if evidence.history is None else "gap.changes"


def _network(evidence: Evidence, views: dict[str, list[Reference]]) -> Row:
    calls = [len({(one.importer.symbol, one.imported.symbol) for one in own}) for own in views.values()]
    hops = _inside(evidence, [one for one in evidence.scope.deciding() if one.kind in _HOPS], loop_lines)
    if not calls:
        return Row("network", {"loops": float(len(hops))}, _places(hops), "gap.views", is_measured=False)
    numbers = {"views": float(len(calls)), "mean": mean(calls), "loops": float(len(hops))}
    return Row("network", numbers, (*_places(hops), *_calls(views)))


def _tangled(evidence: Evidence) -> Row:
    staircase = evidence.staircase
    total = sum(one.schema + one.code for one in evidence.scope.graph.deciding)
    python = frozenset(evidence.python)
    fat = [(model, len(model.methods) + len(model.properties)) for model in evidence.scope.models]
    fat = sorted((row for row in fat if row[1] >= _FAT), key=lambda row: (-row[1], row[0].label))
    churn = Counter(path for touch in evidence.touches for path in touch.change.files if path in python)
    numbers = {
        "h": (staircase.upward.schema + staircase.upward.code) / total if total else 0.0,
        "share": staircase.tangle / staircase.units if staircase.units else 0.0,
        "propagation": propagation(evidence),
        "fat": float(len(fat)),
    }
    hot = [Line(path, f"{count} changes") for path, count in _hotspots(evidence, churn)]
    large = [Line(f"{model.file}:{model.line}", f"{model.label}: {size} members") for model, size in fat]
    lines = (*hot, *large, *_reach(evidence), *_upward(evidence))
    return Row("tangled", numbers, lines, "" if evidence.touches else _gap(evidence))


def _reach(evidence: Evidence) -> Iterator[Line]:
    """Of each unit whether it is in the largest tangle, and how many depend on it."""
    tangle = max(find_tangles(evidence.scope.graph), key=len, default=())
    for unit, users in sorted(users_of(evidence).items()):
        yield Line(unit, f"{'in the largest tangle, ' if unit in tangle else ''}reached from {len(users)} units")


def _upward(evidence: Evidence) -> tuple[Line, ...]:
    scope = evidence.scope
    pairs = against_order(scope, scope.graph, evidence.staircase.order)
    return places_of_ties(
        one for one in scope.deciding() if (scope.unit(one.importer), scope.unit(one.imported)) in pairs
    )


def _hotspots(evidence: Evidence, churn: Counter[str]) -> list[tuple[str, int]]:
    """Files by changes times size, of those that changed most."""
    often = [(path, count) for path, count in churn.most_common(100) if evidence.tree(path) is not None]
    sizes = {path: _size(evidence, path) for path, _ in often}
    return sorted(often, key=lambda row: (-row[1] * sizes[row[0]], row[0]))[:10]


def _size(evidence: Evidence, path: str) -> int:
    tree = evidence.tree(path)
    return max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=0) if tree is not None else 0


def _failure(evidence: Evidence, views: dict[str, list[Reference]]) -> Row:
    reaching = [one for own in views.values() for one in own if evidence.scope.unit(one.imported) == evidence.domain]
    guarded = set(_inside(evidence, reaching, guarded_lines))
    bare = [one for one in reaching if one not in guarded]
    exposed = set(bare)
    count = sum(not exposed.isdisjoint(own) for own in views.values())
    return Row("failure", {"views": float(len(views)), "bare": float(count)}, _places(bare), "gap.queues")


def _isolation(evidence: Evidence) -> Row:
    used = inward(evidence.scope, evidence.domain)
    events = [one for one in used if one.kind in _EVENTS]
    reads = [one for one in used if one.kind in _READS]
    numbers = {"all": float(len(used)), "events": float(len(events)), "reads": float(len(reads))}
    return Row("isolation", numbers, _places(used))


def _scale(evidence: Evidence) -> Row:
    """Units that only the domain uses would leave with it."""
    users: dict[str, set[str]] = {}
    for one in evidence.scope.graph.deciding:
        users.setdefault(one.imported, set()).add(one.importer)
    only = sorted(unit for unit, by in users.items() if by == {evidence.domain})
    lines = sum(evidence.scope.lines(unit) for unit in [evidence.domain, *only])
    numbers = {"lines": float(lines), "share": lines / max(evidence.scope.project.lines, 1), "units": float(len(only))}
    return Row("scale", numbers, tuple(Line(unit, f"{evidence.scope.lines(unit)} lines") for unit in only))


def _latency(views: dict[str, list[Reference]]) -> Row:
    if not views:
        return Row("latency", {}, gap="gap.views", is_measured=False)
    calls = {view: len({(one.importer.symbol, one.imported.symbol) for one in own}) for view, own in views.items()}
    numbers = {"mean": mean(calls.values()), "most": float(max(calls.values())), "views": float(len(calls))}
    return Row("latency", numbers, tuple(_calls(views)))


def _calls(views: dict[str, list[Reference]]) -> Iterator[Line]:
    """Of each view its name, then its calls; the view with most of them first."""
    calls = {view: places_of_ties(own) for view, own in views.items()}
    for view in sorted(calls, key=lambda view: (-len(calls[view]), view)):
        yield Line(view, f"{len(calls[view])} calls")
        yield from calls[view]


def _inside(
    evidence: Evidence, references: Iterable[Reference], lines_of: Callable[[ast.Module], frozenset[int]]
) -> list[Reference]:
    """The references that stand on such lines of their files."""
    known: dict[str, frozenset[int]] = {}
    found = []
    for one in references:
        if one.file not in known:
            tree = evidence.tree(one.file)
            known[one.file] = lines_of(tree) if tree is not None else frozenset()
        if one.line in known[one.file]:
            found.append(one)
    return found


def _places(references: Iterable[Reference]) -> tuple[Line, ...]:
    ordered = sorted(references, key=lambda one: (one.file, one.line, one.column))
    return tuple(Line(f"{one.file}:{one.line}", f"{one.kind} {one.imported.symbol}") for one in ordered)
