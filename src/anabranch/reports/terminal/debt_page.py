"""The debt by domain: what it owes most often."""

from __future__ import annotations

from collections import Counter

from anabranch.reports.terminal.page import HEADING, UNIT, Look, Page
from anabranch.reports.texts.words import Words
from anabranch.rules.debt import total
from anabranch.rules.values import Debt

_SHOWN = 5


def debt_text(debt: Debt, *, words: Words, look: Look) -> str:
    """The text of `anabranch debt`."""
    page = Page(look)
    page.line((words("debt.title", number=total(debt)), HEADING))
    for domain, entries in sorted(debt.items(), key=lambda one: (-sum(one[1].values()), one[0])):
        page.blank()
        page.line((domain, UNIT), f"  {sum(entries.values()):,}")
        owed: Counter[str] = Counter()
        for key, count in entries.items():
            owed[key.imported] += count
        for name, count in owed.most_common(_SHOWN):
            page.line(f"{count:>5}  {name}", indent=2)
        if len(owed) > _SHOWN:
            page.line(words("more", number=len(owed) - _SHOWN), indent=2)
    return page.text()
