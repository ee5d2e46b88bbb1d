"""A rehearsal as Markdown, for the description of a change or the summary of a CI run."""

from __future__ import annotations

from anabranch.evidence.values import Crossing
from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.markdown import escaped
from anabranch.reports.rehearsal.phrases import (
    debt_details,
    edge_sentence,
    known_as,
    note_sentence,
    ran_sentence,
    remarks,
    summary,
    tie,
)
from anabranch.reports.rehearsal.remedies import breaks, crossing_remedy
from anabranch.reports.terminal.scene import where
from anabranch.reports.texts.words import Words


def rehearsal_markdown(answer: Rehearsed, words: Words) -> str:
    """The one line as a heading, then a table a kind."""
    lines = [f"### {escaped(summary(answer, words))}", ""]
    for kind in answer.kinds:
        own = [one for one in answer.crossings if one.kind == kind.kind]
        title = words.known(f"crossing.{kind.kind}", escaped(kind.kind))
        lines += [f"**{title}**: {breaks(kind.kind, words)}. {escaped(crossing_remedy(kind.kind, words.language))}", ""]
        lines += ["| | | |", "|---|---|---|", *(_row(one, words) for one in own), ""]
    rest = [edge_sentence(answer, words), *(note_sentence(one, words) for one in answer.notes)]
    lines += [f"- {escaped(one)}" for one in (*rest, *debt_details(answer, words))]
    return "\n".join(lines) + "\n"


def _row(crossing: Crossing, words: Words) -> str:
    aside = " · ".join([ran_sentence(crossing, words), *remarks(crossing, words), *known_as(crossing, words)])
    cells = (where(crossing.file, crossing.line), tie(crossing), aside)
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
