"""Rows and verdict of a dossier as phrases, the same in Markdown and HTML."""

from __future__ import annotations

from typing import NamedTuple

from anabranch.plan.dossier import Dossier, Row, Verdict
from anabranch.plan.values import Line
from anabranch.reports.texts.words import Words

_SHARES = frozenset({
    "inside", "across", "single", "wasted", "share", "propagation", "untouched", "before", "after", "independence",
})  # fmt: skip
_DECIMALS = frozenset({"h", "mean"})
_FROM = {
    "early": "git", "deploy": "git", "maintain": "git", "independent": "git", "testing": "tests",
}  # fmt: skip
_COUNTER_PARTS = {"transactions": ("blocks", "cascades")}
"""Rows whose argument has a sentence a number: none is said of what there is not."""
_SECOND_PARTS = {"testing": "reach", "maintain": "before"}
"""Rows of which a part is told only where this number was counted."""
_COUNTED_SINGLE = "technology"
"""The row whose `single` is a count."""


class Shown(NamedTuple):
    """A row as text."""

    name: str
    title: str
    value: str
    formula: str
    source: str
    gap: str


def shown_rows(dossier: Dossier, words: Words) -> list[Shown]:
    """Each row's question, answer, formula, source and gap."""
    return [
        Shown(
            name=row.name,
            title=words(f"row.{row.name}"),
            value=_value(row, dossier.domain, words),
            formula=words(f"row.{row.name}.formula"),
            source=words(f"from.{_FROM.get(row.name, 'source')}"),
            gap=words(row.gap) if row.gap else "",
        )
        for row in dossier.rows
    ]


def parts_of(row: Row, domain: str, words: Words) -> list[tuple[str, tuple[Line, ...]]]:
    """What each of a row's numbers was counted from, under its name and how many lines these are."""
    found: list[tuple[str, tuple[Line, ...]]] = []
    for name in dict.fromkeys(line.part for line in row.lines):
        lines = tuple(line for line in row.lines if line.part == name)
        title = words(f"part.{row.name}.{name}", domain=domain, **_whole(row))
        found.append((words("dossier.part", part=title, number=len(lines)), lines))
    return found


def _whole(row: Row) -> dict[str, int]:
    """The numbers that count something, as the names of its parts speak of them."""
    return {name: int(value) for name, value in row.numbers.items()}


def verdict_text(verdict: Verdict, words: Words) -> str:
    """What the rule says."""
    return words(f"dossier.verdict.{verdict.ruling}", domains=", ".join(verdict.domains))


def numbers_text(verdict: Verdict, words: Words) -> str:
    """The numbers that decided, by name."""
    rows = [
        words(f"dossier.number.{name}", value=_number(name, value), domain=verdict.domain)
        for name, value in verdict.numbers.items()
        if value >= 0
    ]
    return words("dossier.numbers", numbers=" · ".join(rows))


def counter_text(verdict: Verdict, words: Words) -> str:
    """The strongest argument against the verdict."""
    if not verdict.counter:
        return words("dossier.counter.none")
    numbers = verdict.counter_numbers
    values = {name: _number(name, value) for name, value in numbers.items()}
    parts = [name for name in _COUNTER_PARTS.get(verdict.counter, ()) if numbers.get(name)]
    keys = [f"{verdict.counter}.{name}" for name in parts] or [verdict.counter]
    return " ".join(words(f"dossier.counter.{key}", **{"domain": verdict.domain, **values}) for key in keys)


def _value(row: Row, domain: str, words: Words) -> str:
    values = {name: _number(name, value, row.name) for name, value in row.numbers.items()}
    if not row.is_measured:
        return words("dossier.unmeasured")
    form = "value" if _has_second_part(row) else "alone"
    return words(f"row.{row.name}.{form}", **{"domain": domain, **values})


def _has_second_part(row: Row) -> bool:
    """Whether there is what the second part of a row's sentence speaks of."""
    if row.name == "early":
        return row.numbers["tax"] > 0
    needed = _SECOND_PARTS.get(row.name)
    return needed is None or needed in row.numbers


def _number(name: str, value: float, row: str = "") -> str:
    if name in _SHARES and not (name == "single" and row == _COUNTED_SINGLE):
        return _percent(value)
    return f"{value:.2f}" if name in _DECIMALS else f"{value:,.0f}"


def _percent(share: float) -> str:
    """Whole per cent; never 0 or 100 where something is left on either side."""
    whole = round(100 * share)
    return f"{min(max(whole, 1), 99) if 0 < share < 1 else whole} %"
