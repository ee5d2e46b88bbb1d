"""What smells, for a person: smell after smell, with its first places and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from anabranch.reading.values import Map
from anabranch.reports.answers.places import Sources, place
from anabranch.reports.rule_words import tell_remedy
from anabranch.reports.terminal.page import ASIDE, HEADING, UNIT, Look
from anabranch.reports.terminal.place_lines import show_places
from anabranch.reports.terminal.scene import scene
from anabranch.reports.texts.words import Words
from anabranch.rules.values import SMELL, Finding, Rules

_FIRST = 3
"""Places that are shown of a smell."""


def advice_text(
    project_map: Map, smells: Iterable[Finding], rules: Rules, sources: Sources, *, words: Words, look: Look
) -> str:
    """The text of `anabranch check --advice`, below what the check found."""
    stage = scene(project_map, words=words, look=look)
    page, found = stage.page, [one for one in smells if one.rule.removeprefix(SMELL) not in dict(rules.promoted)]
    page.blank()
    page.line((words("advice.title" if found else "advice.none"), HEADING))
    for rule, group in groupby(found, key=lambda one: one.rule):
        ones = tuple(group)
        page.blank()
        page.line((rule.removeprefix(SMELL), UNIT), (f"  {len(ones):,}", ASIDE))
        for one in ones[:_FIRST]:
            symbol = one.reference.imported.symbol
            told = words(f"rule.{rule}", importer=one.importer, imported=one.imported, imported_symbol=symbol)
            page.paragraph(told, indent=2)
            show_places(stage, (place(one.reference, sources),), indent=4)
        if len(ones) > _FIRST:
            page.line((words("advice.more", number=len(ones) - _FIRST), ASIDE), indent=2)
        page.paragraph(tell_remedy(ones[0], words), indent=2)
    return page.text()
