"""A rehearsal in the format that was asked for."""

from __future__ import annotations

from pathlib import Path

from anabranch.reports.answers.rehearsed import Rehearsed
from anabranch.reports.terminal.page import Look
from anabranch.reports.texts.words import Words


def render(
    answer: Rehearsed, output_format: str, *, words: Words, look: Look, folder: Path, prefix: str = "",
    unreached: bool = False,
) -> str:  # fmt: skip
    """The rehearsal as text, JSON, SARIF, annotations of GitHub or Markdown.

    `prefix` is the path of the folder in its repository, which code hosts show files by.
    """
    if output_format == "json":
        from anabranch.reports.json_report import answer_json

        return answer_json("rehearse", answer)
    if output_format == "sarif":
        from anabranch.reports.rehearsal.sarif import rehearsal_sarif

        return rehearsal_sarif(answer, words, prefix=prefix)
    if output_format == "github":
        from anabranch.reports.rehearsal.github import rehearsal_github

        return rehearsal_github(answer, words, prefix=prefix)
    if output_format == "markdown":
        from anabranch.reports.rehearsal.markdown import rehearsal_markdown

        return rehearsal_markdown(answer, words)
    from anabranch.reports.answers.places import Sources
    from anabranch.reports.rehearsal.page import rehearsal_text

    return rehearsal_text(answer, words=words, look=look, sources=Sources(folder), unreached=unreached)
