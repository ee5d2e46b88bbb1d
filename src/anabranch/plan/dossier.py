"""Should we split, and what first: rows of measured facts, and a verdict by a rule that a reader can check."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from anabranch.evidence.coupling import Touch
from anabranch.graph.freeing import free_unit
from anabranch.plan.along import as_declared
from anabranch.plan.history import History
from anabranch.plan.scope import Scope, composing
from anabranch.plan.values import Line, Staircase
from anabranch.reading.values import Map

Ruling = Literal["stay", "merge", "free", "modularise"]

SMALL_LINES = 20_000
SMALL_TEAM = 3
"""Below these a team pays for parts and has nobody to work on them apart."""
REGULAR = 0.02
"""Share of the commits from which an author is one of the team, and no passer-by."""
ALWAYS = 0.8
"""Share of common changes from which two domains are one."""
OFTEN = 20
"""Common changes that it takes to say so."""
INDEPENDENT = 0.5
"""Share of a domain's changes that touch nothing else, from which it can have a life of its own."""
ENOUGH = 50
"""Changes below which nothing is said about independence."""


class Row(msgspec.Struct, frozen=True):
    """One line of the comparison: its numbers by name, what they were counted from, and what could not be measured."""

    name: str
    numbers: dict[str, float]
    lines: tuple[Line, ...] = ()
    gap: str = ""
    """Why it, or a part of it, could not be measured: a key of the texts; empty where all was."""
    is_measured: bool = True


class Verdict(msgspec.Struct, frozen=True):
    """What the rule says, with the numbers that decided and the strongest one against it."""

    ruling: Ruling
    domain: str
    domains: tuple[str, ...]
    numbers: dict[str, float]
    counter: str
    """The name of the row that speaks most against the ruling; empty where none that was measured does."""
    counter_numbers: dict[str, float]


class Dossier(msgspec.Struct, frozen=True):
    """The whole page."""

    project: str
    domain: str
    """The domain that the rows about one are about: the first of the plan, or the one that was asked for."""
    rows: tuple[Row, ...]
    verdict: Verdict
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """All that rows are counted from. `tested` is the map with tests, `history` None where there is no git, `python`
    the paths of the project's Python files without tests. `touches` are changes of the main line, `commits` those of
    branches too: who merges a branch did not write it.
    """

    project_map: Map
    tested: Map
    scope: Scope
    domain: str
    staircase: Staircase
    history: History | None
    touches: Sequence[Touch]
    tree: Callable[[str], ast.Module | None]
    python: Sequence[str]
    commits: Sequence[Touch] = ()


def assemble_dossier(evidence: Evidence, rows: Iterable[Row]) -> Dossier:
    """The rows with what follows from them."""
    listed = tuple(rows)
    verdict = judge(evidence, {row.name: row for row in listed})
    gaps = dict.fromkeys(row.gap for row in listed if row.gap)
    return Dossier(evidence.scope.project.name, evidence.domain, listed, verdict, tuple(gaps))


def worth_freeing(scope: Scope, staircase: Staircase) -> str:
    """The first domain of the plan that is no leaf: half as large as the average one; else the largest of all."""
    least = scope.project.lines / (2 * max(len(scope.graph.units), 1))
    staged = (one.unit for one in staircase.stages if one.lines >= least)
    domains = [unit for unit in scope.graph.units if unit not in composing(scope)]
    return next(staged, max(domains or scope.graph.units, key=scope.lines, default=""))


def judge(evidence: Evidence, rows: dict[str, Row]) -> Verdict:
    """The rule, in this order: small stays; what always changes together is merged; a domain that is free or can be
    freed without a migration, and mostly changes alone, is freed next; a tangle is modularised first; else it stays.
    """
    scope, domain = evidence.scope, evidence.domain
    authors = rows["maintain"].numbers.get("regular", 0)
    counted = {"regular": authors} if authors else {}  # none are known where there is no history to count them in
    numbers = {"lines": float(scope.project.lines), **counted, "tangle": float(evidence.staircase.tangle)}
    independence = rows["independent"].numbers.get("independence")
    if scope.project.lines < SMALL_LINES or 0 < authors <= SMALL_TEAM:
        return _verdict("stay", domain, (), numbers, rows)
    always = [
        one
        for one in (evidence.history.coupled if evidence.history else ())
        if one.share >= ALWAYS and one.together >= OFTEN
    ]
    if always:
        pair = max(always, key=lambda one: (one.share, one.together, one.one))
        numbers |= {"share": pair.share, "together": float(pair.together)}
        return _verdict("merge", domain, (pair.one, pair.other), numbers, rows)
    migrations = free_unit(as_declared(scope), unit=domain).weight.schema
    numbers |= {"migrations": float(migrations), "independence": independence if independence is not None else -1.0}
    if independence is not None and independence >= INDEPENDENT and not migrations:
        return _verdict("free", domain, (domain,), numbers, rows)
    if evidence.staircase.tangle:
        first = tuple(one.unit for one in evidence.staircase.stages[:5])
        return _verdict("modularise", domain, first, numbers, rows)
    return _verdict("stay", domain, (), numbers, rows)


def _verdict(
    ruling: Ruling, domain: str, domains: tuple[str, ...], numbers: dict[str, float], rows: dict[str, Row]
) -> Verdict:
    counter = counter_row(ruling, rows)
    name, counted = (counter.name, counter.numbers) if counter is not None else ("", {})
    return Verdict(ruling, domain, domains, numbers, name, counted)


def counter_row(ruling: Ruling, rows: dict[str, Row]) -> Row | None:
    """The measured row that speaks most against a ruling: against leaving, what a split would cost; against staying,
    what staying costs.
    """
    against = ("tangled", "independent") if ruling in ("stay", "merge") else ("transactions", "early", "latency")
    speaking = [rows[name] for name in against if rows[name].is_measured and _weight(rows[name])]
    return max(speaking, key=_weight, default=None)


def _weight(row: Row) -> float:
    """How much a row says, between 0 and 1: a share as it is, a count by how far it is from none."""
    key = {"tangled": "share", "independent": "independence", "early": "across"}.get(row.name)
    if key is not None:
        return row.numbers.get(key, 0.0)
    count = row.numbers.get("blocks", 0.0) + row.numbers.get("cascades", 0.0) + row.numbers.get("mean", 0.0)
    return count / (count + 5)
