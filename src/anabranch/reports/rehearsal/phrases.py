"""Sentences about a rehearsal that all formats share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from anabranch.evidence.debt import Comparison
from anabranch.evidence.values import PACKAGES, Crossing
from anabranch.reports.answers.rehearsed import Note, Rehearsed
from anabranch.reports.terminal.names import ARROW, percent
from anabranch.reports.terminal.scene import where
from anabranch.reports.texts.words import Words


def summary(answer: Rehearsed, words: Words) -> str:
    """The one line: the sites by kind, and how that compares with the debt."""
    sites = words.count("rehearse.sites", answer.sites)
    if answer.kinds:
        counts = ", ".join(kind_count(one.kind, one.sites, words) for one in answer.kinds)
        sites = words("rehearse.sites.kinds", sites=sites, kinds=counts)
    parts = [words("rehearse.summary", domain=answer.domain, sites=sites)]
    if answer.debt is not None:
        parts.append(debt_phrase(answer.debt, words))
    return " · ".join(parts)


def kind_count(kind: str, number: int, words: Words) -> str:
    """`3 transactions`; a kind that this version does not know is called as the record calls it."""
    if words.known(f"crossing.{kind}.many", ""):
        return words.count(f"crossing.{kind}", number)
    return f"{number:,} {kind}"


def debt_phrase(debt: Comparison, words: Words) -> str:
    """How many more or fewer than the debt file says."""
    if debt.action in ("written", "accepted"):
        return words(f"rehearse.debt.{debt.action}", file=debt.file)
    if debt.is_new:
        return words("rehearse.debt.missing", file=debt.file)
    if debt.fewer > 0:
        return words("rehearse.debt.fewer", number=debt.fewer)
    if debt.fewer < 0:
        return words("rehearse.debt.more", number=-debt.fewer)
    return words("rehearse.debt.same")


def debt_details(answer: Rehearsed, words: Words) -> list[str]:
    """What grew, and what was or can be done with the file."""
    debt = answer.debt
    if debt is None:
        return []
    found = [
        words("rehearse.debt.grew", importer=one.importer, imported=one.imported, allowed=one.allowed, found=one.found)
        for one in debt.growth
    ]
    if debt.action in ("shrunk", "kept", "part"):
        found.append(words(f"rehearse.debt.{debt.action}", file=debt.file, domain=answer.domain))
    return found


def edge_sentence(answer: Rehearsed, words: Words) -> str:
    """What share of the domain's edge the tests reached."""
    edge = answer.edge
    if not edge.references:
        return words("rehearse.edge.none", domain=answer.domain)
    key = "rehearse.edge.lines" if edge.by_lines else "rehearse.edge"
    share = percent(edge.reached, edge.references)
    return words.count(key, edge.references, domain=answer.domain, reached=edge.reached, percent=share)


def note_sentence(note: Note, words: Words) -> str:
    """A note in words."""
    if note.note in _COUNTED:
        return words.count(f"rehearse.note.{note.note}", note.number)
    return words(f"rehearse.note.{note.note}", number=note.number, text=note.text)


_COUNTED = frozenset({"unfinished", "dropped", "in_tests", "in_base", "ready"})


def remarks(crossing: Crossing, words: Words) -> list[str]:
    """What the record adds about a crossing: that it runs in a loop, what a call takes and gives."""
    detail = crossing.detail
    found = [words("rehearse.loop")] if detail.get("loop") is True else []
    arguments = [one for one in _strings(detail.get("arguments")) if one != "plain"]
    if arguments:
        found.append(words("rehearse.takes", kinds=_kinds(arguments, words)))
    result = [one for one in _strings(detail.get("result")) if one != "plain"]
    if result:
        found.append(words("rehearse.gives", kinds=_kinds(result, words)))
    return found


def ran_sentence(crossing: Crossing, words: Words) -> str:
    """How often it happened, and in how many tests."""
    times = words.count("rehearse.times", crossing.count)
    tests = words.count("rehearse.tests", crossing.test_count)
    return words("rehearse.ran", times=times, tests=tests) if crossing.test_count else times


def tie(crossing: Crossing) -> str:
    """Both ends."""
    return crossing.importer.symbol + ARROW + crossing.imported.symbol


def known_as(crossing: Crossing, words: Words) -> list[str]:
    """Which reference of the map it belongs to; a transaction is made of what several places do."""
    if PACKAGES in (crossing.importer.domain, crossing.imported.domain):
        return [words("rehearse.package")]
    if not crossing.references:
        return [] if crossing.kind == "transaction" else [words("rehearse.unread")]
    one = crossing.references[0]
    key = "rehearse.known.here" if crossing.match == "line" else "rehearse.known"
    return [words(key, kind=one.kind, place=where(one.file, one.line, one.column))]


def shown_tests(crossing: Crossing, words: Words) -> Sequence[str]:
    """The tests of a crossing, and how many more there are."""
    rest = crossing.test_count - len(crossing.tests)
    more = [words("more", number=rest)] if rest > 0 and crossing.tests else []
    return [*crossing.tests, *more]


def _strings(value: Any) -> list[str]:  # noqa: ANN401 - it comes from a file
    if isinstance(value, str):
        return [value]
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _kinds(names: Iterable[str], words: Words) -> str:
    return ", ".join(words.known(f"argument.{name}", name) for name in names)
