"""Text of the read project inside Markdown: always as it stands, never as markup, a mention or a link."""

from __future__ import annotations

import re

from anabranch.reports.visible import visible

_SPECIAL = re.compile(r"[\\`*_{}\[\]#+!|<>@&~]")
"""Parentheses alone are no link: the brackets before them are escaped."""


def escaped(text: str) -> str:
    """Text with everything escaped that Markdown or a code host would obey."""
    return _SPECIAL.sub(r"\\\g<0>", visible(text))


def code(text: str) -> str:
    """Text as inline code, fenced by more backticks than it holds."""
    shown = visible(text).replace("\n", " ")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"
