"""A rehearsal for a person: the crossings by kind and pair of symbols, the one line last, where it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.evidence.values import Crossing
from anabranch.reports.answers.places import Sources
from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.rehearsal.phrases import (
    debt_details,
    edge_sentence,
    known_as,
    note_sentence,
    ran_sentence,
    remarks,
    shown_tests,
    summary,
    tie,
)
from anabranch.reports.rehearsal.remedies import breaks, crossing_remedy
from anabranch.reports.terminal.page import ASIDE, HEADING, UNIT, WRONG, Look, Page
from anabranch.reports.terminal.scene import where
from anabranch.reports.texts.words import Words


def rehearsal_text(answer: Rehearsed, *, words: Words, look: Look, sources: Sources, unreached: bool = False) -> str:
    """The answer of `rehearse`."""
    page = Page(look)
    for kind in answer.kinds:
        own = [one for one in answer.crossings if one.kind == kind.kind]
        page.line((words.known(f"crossing.{kind.kind}", kind.kind), UNIT),
                  f"  {words.count('rehearse.sites', kind.sites)}, {breaks(kind.kind, words)}")  # fmt: skip
        page.paragraph((crossing_remedy(kind.kind, words.language), ASIDE), indent=2)
        _show_pairs(page, own, words, sources)
        page.blank()
    if unreached and answer.edge.unreached:
        _show_unreached(page, answer, words, sources)
    page.paragraph(edge_sentence(answer, words))
    for note in answer.notes:
        page.paragraph(note_sentence(note, words), hang=2)
    for sentence in debt_details(answer, words):
        page.paragraph((sentence, WRONG if answer.debt and answer.debt.growth else ""))
    page.paragraph((summary(answer, words), HEADING))
    return page.text()


def _show_pairs(page: Page, crossings: Sequence[Crossing], words: Words, sources: Sources) -> None:
    pairs: dict[str, list[Crossing]] = {}
    for one in crossings:
        pairs.setdefault(tie(one), []).append(one)
    for pair, found in sorted(pairs.items()):
        page.line(pair, indent=2)
        for one in found:
            page.place(where(one.file, one.line), sources.line(one.file, one.line), indent=4)
            page.paragraph((" · ".join([ran_sentence(one, words), *remarks(one, words), *known_as(one, words)]), ASIDE),
                           indent=8)  # fmt: skip
            if one.tests:
                page.paragraph((", ".join(shown_tests(one, words)[:_TESTS]), ASIDE), indent=8, hang=2)


_TESTS = 2
"""Tests that are named; the count says how many there are."""


def _show_unreached(page: Page, answer: Rehearsed, words: Words, sources: Sources) -> None:
    page.line((words("rehearse.unreached"), UNIT), f"  {len(answer.edge.unreached):,}")
    for one in answer.edge.unreached:
        aside = f"{one.kind}  {sources.line(one.file, one.line)}"
        page.place(where(one.file, one.line, one.column), aside, indent=2)
    page.blank()
