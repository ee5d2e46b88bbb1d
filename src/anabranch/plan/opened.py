"""Numbers of plans, opened to what they were counted from: parts of as many lines as the number says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from anabranch.graph.cover import fewest_ends
from anabranch.graph.tangles import tangled_units
from anabranch.graph.what_if import cut_dependencies
from anabranch.plan.along import against_order
from anabranch.plan.scope import Scope, by_tie, in_source_order, model_of, models_by_symbol
from anabranch.plan.values import DomainPlan, Line, Spot, Staircase, Step
from anabranch.reading.values import Reference

_Ties = Mapping[tuple[str, str], Sequence[Reference]]

_SPOTS = ("joins", "hops", "signals", "tasks", "urls", "templates")
BORDER = ("keys", "transactions", *_SPOTS)
"""What crosses the edge of a domain, by the names of `Border`."""


class Part(msgspec.Struct, frozen=True):
    """One number: its name, of whom where several have one, and a line for each one counted."""

    name: str
    lines: tuple[Line, ...]
    about: str = ""


class Opened(msgspec.Struct, frozen=True):
    """All numbers of one row."""

    row: str
    parts: tuple[Part, ...]


def open_stage(scope: Scope, staircase: Staircase, unit: str) -> Opened | None:
    """The numbers of the stage that frees a unit; None where no stage does."""
    stages = staircase.stages
    number = next((index for index, stage in enumerate(stages) if stage.unit == unit), None)
    if number is None:
        return None
    graph = cut_dependencies(scope.graph, {pair for stage in stages[: number + 1] for pair in stage.dependencies})
    tangled = sorted(tangled_units(graph))
    left = _between(scope, against_order(scope, graph, staircase.order))
    parts = (
        *_facts(scope, _between(scope, stages[number].dependencies)),
        Part("left", tuple(Line(name, "") for name in tangled)),
        Part("upward", _places(left)),
    )
    return Opened(unit, parts)


def open_plan(scope: Scope, plan: DomainPlan, row: str) -> Opened | None:
    """The numbers of a step by its number, of all steps (`total`), or of what crosses the edge by its name in `BORDER`;
    None where there is no such row.
    """
    steps = plan.steps if row == "total" else tuple(step for step in plan.steps if str(step.number) == row)
    if steps:
        symbols = [symbol for step in steps for symbol in step.touched] if row != "total" else None
        return Opened(row, tuple(_facts(scope, _ties_of(scope, steps), symbols)))
    return Opened(row, (Part(row, _over_edge(plan, row)),)) if row in BORDER else None


def places_of_ties(references: Iterable[Reference]) -> tuple[Line, ...]:
    """The ties that references add up to, each at its first place."""
    return _places(by_tie(references))


def _facts(scope: Scope, ties: _Ties, symbols: Sequence[str] | None = None) -> Iterable[Part]:
    models = models_by_symbol(scope)
    schema = {pair: found for pair, found in ties.items() if any(one.tie_class == "schema" for one in found)}
    tables = {one.label: one for pair in schema for end in pair if (one := model_of(end, models)) is not None}
    ordered = in_source_order(one for found in ties.values() for one in found)
    lines: dict[str, list[str]] = {}
    files: dict[str, set[int]] = {}
    for each in ordered:
        lines.setdefault(f"{each.file}:{each.line}", []).append(f"{each.kind} {each.imported.symbol}")
        files.setdefault(each.file, set()).add(each.line)
    touched = symbols if symbols is not None else _touched(ties)
    return (
        Part("schema", _places(schema)),
        Part("tables", tuple(Line(f"{one.file}:{one.line}", label) for label, one in sorted(tables.items()))),
        Part("symbols", tuple(Line(symbol, "") for symbol in touched)),
        Part("files", tuple(Line(file, ", ".join(map(str, sorted(own)))) for file, own in files.items())),
        Part("lines", tuple(Line(place, "; ".join(dict.fromkeys(what))) for place, what in lines.items())),
    )


def _touched(ties: _Ties) -> list[str]:
    """The fewest symbols through which the ties go, as they are counted: one that is touched at both ends twice."""
    return sorted(symbol for _, symbol in {(end, pair[end == "imported"]) for pair, end in fewest_ends(ties).items()})


def _ties_of(scope: Scope, steps: Iterable[Step]) -> _Ties:
    wanted = {(tie.importer, tie.imported) for step in steps for tie in step.ties}
    return by_tie(one for one in scope.deciding() if (one.importer.symbol, one.imported.symbol) in wanted)


def _between(scope: Scope, pairs: Iterable[tuple[str, str]]) -> _Ties:
    wanted = frozenset(pairs)
    return by_tie(one for one in scope.deciding() if scope.pair(one) in wanted)


def _over_edge(plan: DomainPlan, row: str) -> tuple[Line, ...]:
    border = plan.border
    if row == "keys":
        return tuple(
            Line(
                f"{key.file}:{key.line}",
                f"{key.owner}{key.field and f'.{key.field}'} → {key.target} {key.cascade}".rstrip(),
            )
            for key in border.keys
        )
    if row == "transactions":
        return tuple(
            Line(f"{one.file}:{one.line}", f"{one.symbol}: {', '.join(one.units)}") for one in border.transactions
        )
    spots: tuple[Spot, ...] = getattr(border, row)
    return tuple(Line(f"{one.file}:{one.line}", f"{one.importer} → {one.imported}") for one in spots)


def _places(ties: _Ties) -> tuple[Line, ...]:
    """A line for each tie, at its first place."""
    first = ((in_source_order(found)[0], pair) for pair, found in sorted(ties.items()))
    return tuple(Line(f"{one.file}:{one.line}", " → ".join(pair)) for one, pair in first)
