"""What a change can reach, for a person or a shell: the files of tests, one a line, and the share they are."""

from __future__ import annotations

from anabranch.evidence.affected import Affected
from anabranch.reports.terminal.page import ASIDE, HEADING, UNIT, Look, Page
from anabranch.reports.texts.words import Words
from anabranch.reports.visible import visible


def affected_text(affected: Affected, *, words: Words, look: Look, brief: bool = False) -> str:
    """The text of `anabranch affected`; `brief` leaves the lists to the tests that then run."""
    page = Page(look)
    page.line((words.count("affected.changed", len(affected.changed)), HEADING))
    if affected.everything:
        path, _, reason = affected.everything.rpartition(": ")
        told = f"{path}: {words.known(f'affected.why.{reason}', reason)}"
        page.paragraph((words("affected.everything", reason=told), UNIT))
    elif affected.units:
        page.paragraph(words("affected.units", units=", ".join(affected.units)))
    if not brief and not affected.everything:
        for path in affected.tests:
            page.line(visible(path), indent=2)
    page.line((_share(affected, words), ASIDE))
    return page.text()


def _share(affected: Affected, words: Words) -> str:
    left_out = affected.of_tests - len(affected.tests)
    share = 100 * left_out // affected.of_tests if affected.of_tests else 0
    return words("affected.share", run=len(affected.tests), all=affected.of_tests, share=share)
