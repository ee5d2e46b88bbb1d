"""Crossings as annotations of GitHub Actions, and in the log what is said of the run."""

from __future__ import annotations

from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.rehearsal.findings import findings
from anabranch.reports.rehearsal.phrases import debt_details, edge_sentence, note_sentence, summary
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible
from anabranch.reports.workflow_commands import annotation

_LEVEL = {"error": "error", "note": "notice"}


def rehearsal_github(answer: Rehearsed, words: Words, *, prefix: str = "") -> str:
    """One annotation a crossing, then what is said of the run, the one line last.

    `prefix` is the path of the folder that was read in its repository, which GitHub's paths begin with.
    """
    lines = [
        annotation(
            _LEVEL[one.level],
            one.message,
            file=prefix + one.crossing.file,
            line=one.crossing.line,
            title=f"anabranch {one.crossing.kind}",
        )
        for one in findings(answer, words)
    ]
    rest = [edge_sentence(answer, words), *(note_sentence(one, words) for one in answer.notes)]
    lines += [_said(one) for one in (*rest, *debt_details(answer, words), summary(answer, words))]
    return "\n".join(lines) + "\n"


def _said(text: str) -> str:
    """A line of the log that no name in it can turn into a command."""
    shown = visible(text)
    return shown if not shown.lstrip().startswith(("::", "##[")) else f"- {shown}"
