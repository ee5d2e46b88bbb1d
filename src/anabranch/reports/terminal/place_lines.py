"""Places in the source with the lines that stand there."""

from __future__ import annotations

import re

from anabranch.reports.answers.places import Place
from anabranch.reports.terminal.page import ASIDE
from anabranch.reports.terminal.scene import Scene, where
from anabranch.reports.texts.words import Words

_FORMS = (
    re.compile(r"(?P<form>resolves to|from|table|registered as) (?P<name>\S+)"),
    re.compile(r"(?P<form>field) (?P<field>\S+) of (?P<name>\S+)"),
)
"""Notes that name something; all others stand among the texts as they are."""


def show_places(stage: Scene, places: tuple[Place, ...], *, indent: int) -> None:
    """Places in the source, their lines aligned beside them where there is room."""
    spots = [where(one.file, one.line, one.column) for one in places]
    column = max(map(len, spots), default=0)
    roomy = indent + column + 40 <= stage.page.width
    for spot, one in zip(spots, places, strict=True):
        remarks = "; ".join(_remarks(stage, one))
        aside = (f"  [{remarks}]" if remarks else "", ASIDE)
        stage.page.place(spot, one.source, aside, indent=indent, column=column if roomy else 0)


def _remarks(stage: Scene, one: Place) -> list[str]:
    words = stage.words
    remarks = [] if one.certainty == "certain" else [words(f"certainty.{one.certainty}")]
    if one.via:
        remarks.append(words("via", module=stage.short.symbol(one.via)))
    return [*remarks, tell_note(one.note, words)] if one.note else remarks


def tell_note(note: str, words: Words) -> str:
    """How a reference was resolved, as the map notes it, in the language of the words."""
    for form in _FORMS:
        found = form.fullmatch(note)
        if found is not None:
            values = found.groupdict()
            return words(f"note.{values.pop('form')}", **values)
    return words.known(f"note.{note}", note)
