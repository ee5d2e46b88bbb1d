"""Opened numbers at a terminal: whole, for they are asked for one row at a time."""

from __future__ import annotations

from anabranch.plan.opened import BORDER, Opened, Part
from anabranch.reports.terminal.page import HEADING, UNIT, Look, Page
from anabranch.reports.texts.words import Words


def opened_text(opened: Opened, *, words: Words, look: Look) -> str:
    """The answer of `--explain ROW`."""
    page = Page(look)
    page.line((words("opened.title", row=opened.row), HEADING))
    for part in opened.parts:
        page.blank()
        page.line((words("opened.part", name=_name(part, words), number=len(part.lines)), UNIT))
        for line in part.lines:
            page.place(line.where, line.what, indent=2)
    return page.text()


def _name(part: Part, words: Words) -> str:
    if part.name in BORDER:
        return words(f"plan.border.{part.name}")
    return words(f"opened.{part.name}", about=part.about) if part.about else words(f"opened.{part.name}")
