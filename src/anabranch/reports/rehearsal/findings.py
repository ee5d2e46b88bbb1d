"""Crossings as findings for code hosts: where, what, how serious."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from anabranch.evidence.values import Crossing
from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.rehearsal.phrases import known_as, ran_sentence, remarks, tie
from anabranch.reports.rehearsal.remedies import breaks, crossing_remedy
from anabranch.reports.texts.words import Words


class Finding(NamedTuple):
    """An `error` is growth of the debt; all else is a `note`."""

    level: Literal["error", "note"]
    crossing: Crossing
    message: str


def findings(answer: Rehearsed, words: Words) -> Iterator[Finding]:
    """One finding a crossing."""
    growth = answer.debt.growth if answer.debt is not None else ()
    grown = {_site(one) for each in growth for one in each.crossings}
    for one in answer.crossings:
        yield Finding("error" if _site(one) in grown else "note", one, _message(one, words))


def _message(one: Crossing, words: Words) -> str:
    kind = words.known(f"crossing.{one.kind}", one.kind)
    aside = "; ".join([ran_sentence(one, words), *remarks(one, words), *known_as(one, words)])
    return f"{kind}: {tie(one)}, {breaks(one.kind, words)} ({aside}). {crossing_remedy(one.kind, words.language)}"


def _site(one: Crossing) -> tuple[str, str, int, str, str]:
    return one.kind, one.file, one.line, one.importer.symbol, one.imported.symbol
