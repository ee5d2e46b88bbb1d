"""Help in the person's language: what click lays out, with each text of it in that language."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from unicodedata import east_asian_width

import click

from anabranch.cli.language import choose_language, language_typed
from anabranch.reports.texts.words import help_text

_REMARK = re.compile(r"(  .*\S {2,}|)(\S.*)")
"""An example with what it is for behind it, or a line that is all words."""
_ADDED = re.compile(r"(.*?)(  |)((?<=  )\[(?:x|required)[^\]]*\]|)", re.DOTALL)
"""The help of an option, and what click adds to it: which numbers it takes, or that it is required."""
_SECOND_CELL = "\0"
"""Behind each letter that takes two cells while lines are filled, for click takes a letter for a cell."""


class SpokenHelp(click.HelpFormatter):
    """Says each text in the language that is typed or the locale's."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._language = choose_language(language_typed(sys.argv[1:]), os.environ)

    def write(self, string: str) -> None:
        """As it is seen."""
        super().write(string.replace(_SECOND_CELL, ""))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Usage:` with what can be typed."""
        super().write_usage(prog, args, prefix or f"{self._told('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """A heading of options or commands."""
        super().write_heading(self._told(heading))

    def write_text(self, text: str) -> None:
        """Paragraphs; of those whose lines are kept, line by line."""
        super().write_text("\n\n".join(map(self._paragraph, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options and commands with what they are for."""
        super().write_dl([(name, self._row(told)) for name, told in rows], col_max, col_spacing)

    def _paragraph(self, text: str) -> str:
        if not text.startswith("\b"):
            return self._told(" ".join(text.split()))
        return "\n".join(self._remark(line) for line in text.split("\n"))

    def _remark(self, line: str) -> str:
        found = _REMARK.fullmatch(line)
        return found[1] + self._told(found[2]) if found else line

    def _row(self, text: str) -> str:
        found = _ADDED.fullmatch(text)
        return self._told(found[1]) + found[2] + self._told(found[3]) if found else text

    def _told(self, text: str) -> str:
        told = help_text(text, self._language)
        return "".join(letter + _SECOND_CELL * (east_asian_width(letter) in "WF") for letter in told)


class SpokenContext(click.Context):
    """The context of every command."""

    formatter_class = SpokenHelp
