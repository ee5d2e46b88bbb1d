"""Lines of a terminal: labels in a column, paragraphs that wrap beside them, places that never wrap."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from anabranch.reports.visible import visible

TOGETHER = "\xa0"
"""A space at which no line ends; printed as any other."""

WIDEST_PARAGRAPH = 118
"""Longer lines of prose are hard to follow, however wide the terminal is."""

_NARROWEST = 40
_INDENT = 2
"""Of the rows of a table; what does not fit beside a row stands below it, further in."""
_BELOW = " " * (_INDENT + 4)

Fitting = Callable[[int], str]
"""Text for a number of cells."""

Piece = str | tuple[str, str]
"""Text, or text with its style. All of it is made visible: none of it can be markup or an escape sequence."""

# Of the sixteen colours that every theme, dark or light, keeps legible.
UNIT = "bold"
PLACE = "cyan"
ASIDE = "dim"
WRONG = "red"
COMMAND = "green"
HEADING = "bold underline"


class Look(NamedTuple):
    """How wide the output is, whether it has colours, and whether quoted lines are cut to the width."""

    width: int = 100
    colour: bool = False
    cut: bool = False


class Page:
    """Text under construction."""

    def __init__(self, look: Look, *, label_width: int = 0) -> None:
        self.look = look
        self.width = max(look.width, _NARROWEST)
        self.label_width = label_width
        self._lines: list[Text] = []

    def text(self) -> str:
        """All lines, with colours where they were asked for."""
        out = io.StringIO()
        console = Console(
            file=out, width=self.width, force_terminal=self.look.colour, legacy_windows=False,
            color_system="standard" if self.look.colour else None, markup=False, highlight=False, emoji=False,
        )  # fmt: skip
        for line in self._lines:
            line.rstrip()
            line.plain = line.plain.replace(TOGETHER, " ")
            console.print(line, soft_wrap=True)
        return out.getvalue()

    def blank(self) -> None:
        """An empty line."""
        self._lines.append(Text())

    def line(self, *pieces: Piece, indent: int = 0) -> None:
        """One line as long as it is: paths can be clicked and searched only when they are whole."""
        self._lines.append(Text(" " * indent) + joined(pieces))

    def paragraph(self, *pieces: Piece, indent: int = 0, hang: int = 0) -> None:
        """Text that wraps to the width, further lines indented by `hang` more."""
        self._wrap(joined(pieces), first=" " * indent, rest=" " * (indent + hang))

    def labelled(self, label: str, *pieces: Piece) -> None:
        """A label in its column and text that wraps beside it."""
        self._wrap(joined(pieces), first=self._column(label), rest=" " * self.label_width)

    def hanging(self, head: str, *pieces: Piece) -> None:
        """A head that is kept as it is, and text that wraps beside it."""
        self._wrap(joined(pieces), first=head, rest=" " * cell_len(head))

    def entry(self, label: str, name: str, *pieces: Piece, width: int = 0) -> None:
        """A label in its column, a name in the next one, and text that wraps beside both."""
        head = self._column(label)
        shown = visible(name)
        head.append(shown + " " * max(width - cell_len(shown), 0), style=UNIT)
        head.append("  ")
        self._wrap(joined(pieces), first=head, rest=" " * (self.label_width + 2))

    def beside(self, label: str, *pieces: Piece) -> None:
        """A label in its column and a line that never wraps beside it."""
        self._lines.append(self._column(label) + joined(pieces))

    def place(self, where: str, *pieces: Piece, indent: int = 0, column: int = 0, whole: bool = False) -> None:
        """A place in the source and what is there: on one line where both fit, else below each other.

        Of a quoted line its beginning has to fit, and it may be cut; what must stay `whole` is never cut.
        """
        head, body = Text(visible(where), style=PLACE), joined(pieces)
        gap = max(column - head.cell_len, 0) + 2
        if not body.plain:
            self._lines.append(Text(" " * indent) + head)
        elif indent + head.cell_len + gap + (body.cell_len if whole else min(body.cell_len, 30)) <= self.width:
            line = Text(" " * indent) + head + Text(" " * gap) + body
            self._lines.append(line if whole else self._cut(line))
        else:
            self._lines.append(Text(" " * indent) + head)
            below = Text(" " * (indent + 4)) + body
            self._lines.append(below if whole else self._cut(below))

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[Piece]], *, lists: Sequence[Fitting] = ()) -> None:
        """Columns as wide as they need, numbers to the right; `lists` are a last column of what fits on a line, and
        stand below the row where they do not.
        """
        cells = [[joined([cell]) for cell in row] for row in rows]
        columns = len(cells[0]) if cells else 0
        widths = [max([cell_len(head), *(row[index].cell_len for row in cells)]) for index, head in
                  enumerate(heads[:columns])]  # fmt: skip
        left = self.width - _INDENT - sum(widths) - 2 * columns
        room = max(left, _NARROWEST // 2)
        self._row([Text(visible(head), style=ASIDE) for head in heads], widths)
        for number, row in enumerate(cells):
            last = joined([(lists[number](room), ASIDE)]) if lists else Text()
            fits = last.cell_len <= max(left, 0)
            self._row([*row, *([last] if fits else [])], widths)
            if not fits:
                below = lists[number](min(self.width, WIDEST_PARAGRAPH) - len(_BELOW))
                self._wrap(joined([(below, ASIDE)]), first=_BELOW, rest=_BELOW)

    def _row(self, row: Sequence[Text], widths: Sequence[int]) -> None:
        line = Text(" " * _INDENT)
        for cell, width in zip(row, widths, strict=False):
            space = Text(" " * (width - cell.cell_len))
            line += (space + cell if _is_number(cell.plain) else cell + space) + Text("  ")
        self._lines.append(line + row[-1] if len(row) > len(widths) else line)

    def _column(self, label: str) -> Text:
        """The label as a span: a style of the whole text would reach what is joined to it."""
        return (
            joined([(set_cell_size(visible(label), self.label_width), UNIT)]) if label else Text(" " * self.label_width)
        )

    def _wrap(self, body: Text, *, first: str | Text, rest: str) -> None:
        head = first if isinstance(first, Text) else Text(first)
        room = max(min(self.width, WIDEST_PARAGRAPH) - cell_len(rest), _NARROWEST // 2)
        for number, part in enumerate(_wrapped(body, room)):
            self._lines.append((head if number == 0 else Text(rest)) + part)

    def _cut(self, line: Text) -> Text:
        if self.look.cut and line.cell_len > self.width:
            line.truncate(self.width, overflow="ellipsis")
        return line


def in_full(text: str) -> Fitting:
    """Text that is shown as long as it is."""
    return lambda _room: text


def joined(pieces: Iterable[Piece]) -> Text:
    """Pieces in a row."""
    whole = Text()
    for piece in pieces:
        text, style = (piece, "") if isinstance(piece, str) else piece
        whole.append(visible(text), style=style or None)
    return whole


def _wrapped(body: Text, room: int) -> list[Text]:
    """Lines of at most `room` cells; a word that is longer stays whole."""
    lines: list[Text] = []
    start = end = 0
    for word in re.finditer(r"[^ ]+", body.plain):
        if end > start and cell_len(body.plain[start : word.end()]) > room:
            lines.append(body[start:end])
            start = word.start()
        elif end == start:
            start = word.start()
        end = word.end()
    return [*lines, body[start:end]]


def _is_number(text: str) -> bool:
    return text.replace(",", "").isdecimal()
