"""Rows of the dossier that the map tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import mean

from msgspec.structs import replace

from anabranch.graph.tangles import find_tangles
from anabranch.plan.along import against_order
from anabranch.plan.dossier import Evidence, Row
from anabranch.plan.facade import inward, is_read
from anabranch.plan.opened import places_of_ties
from anabranch.plan.rows_past import propagation, reach_of_changes, users_of
from anabranch.plan.scope import models_by_symbol
from anabranch.plan.source import changed_spans, guarded, looped
from anabranch.plan.spans import standing_in
from anabranch.plan.values import Line
from anabranch.project.dotted import enclosing
from anabranch.reading.values import Reference

_FAT = 30
"""Methods and properties of a model from which it is told."""

_HOPS = ("relation-access", "reverse-access")
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
        view = enclosing(one.importer.symbol, found)
        if view:
            found[view].append(one)
    return found


def _testing(evidence: Evidence) -> Row:
    tests: dict[str, set[str]] = {}
    for one in evidence.tested.references:
        if one.test and one.project == evidence.scope.project.name and one.tie_class != "history":
            tests.setdefault(one.file, set()).add(evidence.scope.unit(one.imported))
    if not tests:
        return Row("testing", {}, gap="gap.tests", is_measured=False)
    single = [file for file, units in tests.items() if len(units) == 1]
    reach, reached = reach_of_changes(evidence, tests)
    numbers = {"single": len(single) / len(tests), "tests": float(len(tests))}
    if reach is not None:
        numbers |= {"reach": float(reach), "wasted": 1 - reach / len(tests)}
    widest = sorted(tests, key=lambda file: (-len(tests[file]), file))
    lines = (
        Line(file, ", ".join(sorted(tests[file])), "single" if len(tests[file]) == 1 else "several") for file in widest
    )
    return Row("testing", numbers, (*lines, *reached), "" if reach is not None else _gap(evidence))


def _gap(evidence: Evidence) -> str:
    return "gap.git" if evidence.history is None else "gap.changes"


def _network(evidence: Evidence, views: dict[str, list[Reference]]) -> Row:
    calls = [len({(one.importer.symbol, one.imported.symbol) for one in own}) for own in views.values()]
    hops = standing_in([one for one in evidence.scope.deciding() if one.kind in _HOPS], evidence.tree, looped)
    if not calls:
        loops = _places(hops, "loops")
        return Row("network", {"loops": float(len(hops))}, loops, "gap.views", is_measured=False)
    numbers = {"views": float(len(calls)), "mean": mean(calls), "calls": float(sum(calls)), "loops": float(len(hops))}
    return Row("network", numbers, (*_places(hops, "loops"), *_calls(views)))


def _tangled(evidence: Evidence) -> Row:
    staircase = evidence.staircase
    total = sum(one.schema + one.code for one in evidence.scope.graph.deciding)
    python = frozenset(evidence.python)
    fat = [(model, len(model.methods) + len(model.properties)) for model in evidence.scope.models]
    fat = sorted((row for row in fat if row[1] >= _FAT), key=lambda row: (-row[1], row[0].label))
    churn = Counter(path for touch in evidence.touches for path in touch.change.files if path in python)
    numbers = {
        "h": staircase.upward.ties / total if total else 0.0,
        "share": staircase.tangle / staircase.units if staircase.units else 0.0,
        "propagation": propagation(evidence),
        "fat": float(len(fat)),
        "ties": float(total),
    }
    hot = [Line(path, f"{count} * {size}", "hot") for path, count, size in _hotspots(evidence, churn)]
    large = [Line(f"{model.file}:{model.line}", f"{model.label}: {size}", "fat") for model, size in fat]
    lines = (*hot, *large, *_reach(evidence), *_upward(evidence))
    return Row("tangled", numbers, lines, "" if evidence.touches else _gap(evidence))


def _reach(evidence: Evidence) -> Iterator[Line]:
    """Of each unit of the largest tangle, then of all others, from how many it is reached."""
    tangle = max(find_tangles(evidence.scope.graph), key=len, default=())
    users = sorted(users_of(evidence).items())
    yield from (Line(unit, str(len(by)), "tangle") for unit, by in users if unit in tangle)
    yield from (Line(unit, str(len(by)), "outside") for unit, by in users if unit not in tangle)


def _upward(evidence: Evidence) -> tuple[Line, ...]:
    scope = evidence.scope
    pairs = against_order(scope, scope.graph, evidence.staircase.order)
    return _as_part(
        places_of_ties(one for one in scope.deciding() if scope.pair(one) in pairs),
        "upward",
    )


def _hotspots(evidence: Evidence, churn: Counter[str]) -> list[tuple[str, int, int]]:
    """Files by changes times size, of those that changed most, with both."""
    often = [(path, count) for path, count in churn.most_common(100) if evidence.tree(path) is not None]
    sizes = {path: _size(evidence, path) for path, _ in often}
    rows = [(path, count, sizes[path]) for path, count in often]
    return sorted(rows, key=lambda row: (-row[1] * row[2], row[0]))[:10]


def _size(evidence: Evidence, path: str) -> int:
    tree = evidence.tree(path)
    return max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=0) if tree is not None else 0


def _failure(evidence: Evidence, views: dict[str, list[Reference]]) -> Row:
    reaching = [one for own in views.values() for one in own if evidence.scope.unit(one.imported) == evidence.domain]
    caught = set(standing_in(reaching, evidence.tree, guarded))
    bare = [one for one in reaching if one not in caught]
    lone = frozenset(bare)
    exposed = {view: sum(one in lone for one in own) for view, own in views.items()}
    exposed = {view: count for view, count in exposed.items() if count}
    lines = (Line(view, str(count), "bare") for view, count in sorted(exposed.items()))
    numbers = {"views": float(len(views)), "bare": float(len(exposed))}
    return Row("failure", numbers, (*lines, *_places(bare, "places")), "gap.queues")


def _isolation(evidence: Evidence) -> Row:
    used = inward(evidence.scope, evidence.domain)
    models = models_by_symbol(evidence.scope)
    parts: dict[str, list[Reference]] = {"events": [], "reads": [], "others": []}
    written = set(standing_in(used, evidence.tree, changed_spans))
    for one in used:
        reads = is_read(one, models) and one not in written
        parts["events" if one.kind in _EVENTS else "reads" if reads else "others"].append(one)
    numbers = {"all": float(len(used)), **{name: float(len(found)) for name, found in parts.items()}}
    return Row("isolation", numbers, tuple(line for name, found in parts.items() for line in _places(found, name)))


def _scale(evidence: Evidence) -> Row:
    """Units that only the domain uses would leave with it."""
    users: dict[str, set[str]] = {}
    for one in evidence.scope.graph.deciding:
        users.setdefault(one.imported, set()).add(one.importer)
    only = sorted(unit for unit, by in users.items() if by == {evidence.domain})
    lines = sum(evidence.scope.lines(unit) for unit in [evidence.domain, *only])
    numbers = {"lines": float(lines), "share": lines / max(evidence.scope.project.lines, 1), "units": float(len(only))}
    leaving = (Line(unit, str(evidence.scope.lines(unit)), "leaving") for unit in [evidence.domain, *only])
    return Row("scale", numbers, tuple(leaving))


def _latency(views: dict[str, list[Reference]]) -> Row:
    if not views:
        return Row("latency", {}, gap="gap.views", is_measured=False)
    calls = {view: len({(one.importer.symbol, one.imported.symbol) for one in own}) for view, own in views.items()}
    numbers = {"mean": mean(calls.values()), "most": float(max(calls.values())), "views": float(len(calls))}
    numbers["calls"] = float(sum(calls.values()))
    return Row("latency", numbers, tuple(_calls(views)))


def _calls(views: dict[str, list[Reference]]) -> Iterator[Line]:
    """The views, the one with most calls first, then their calls in the same order."""
    calls = {view: places_of_ties(own) for view, own in views.items()}
    ranked = sorted(calls, key=lambda view: (-len(calls[view]), view))
    yield from (Line(view, str(len(calls[view])), "views") for view in ranked)
    yield from (line for view in ranked for line in _as_part(calls[view], "calls"))


def _places(references: Iterable[Reference], part: str) -> tuple[Line, ...]:
    ordered = sorted(references, key=lambda one: (one.file, one.line, one.column))
    return tuple(Line(f"{one.file}:{one.line}", f"{one.kind} {one.imported.symbol}", part) for one in ordered)


def _as_part(lines: Iterable[Line], part: str) -> tuple[Line, ...]:
    return tuple(replace(line, part=part) for line in lines)
