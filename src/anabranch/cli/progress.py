"""How far a long reading is, on a terminal's standard error."""

from __future__ import annotations

import os
import shutil
import time
from itertools import accumulate
from typing import TextIO
from unicodedata import east_asian_width

from anabranch.reports.texts.words import Words


class Progress:
    """One line that is rewritten in place, and gone at the end; nothing where there is no terminal.

    Times are seconds: what is done within `patience` needs no progress.
    """

    def __init__(self, words: Words, stream: TextIO | None, *, patience: float = 0.5, interval: float = 0.1) -> None:
        is_terminal = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._words = words
        self._stream = stream if is_terminal else None
        self._shown = 0
        self._next = time.monotonic() + patience
        self._interval = interval

    def __call__(self, done: int, total: int) -> None:
        """Shows how many files are read, once it takes long."""
        now = time.monotonic()
        if self._stream is None or now < self._next:
            return
        self._next = now + self._interval
        self._write(self._stream, self._words("progress", done=done, total=total))

    def finish(self) -> None:
        """Leaves no trace."""
        if self._stream is not None and self._shown:
            self._write(self._stream, "")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, stream: TextIO, text: str) -> None:
        """Never as wide as the terminal: a line that wraps is not rewritten but scrolls."""
        ends = list(accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in text))
        letters = sum(end < _columns(stream) for end in ends)
        cells = ends[letters - 1] if letters else 0
        stream.write("\r" + text[:letters] + " " * (self._shown - cells))
        stream.flush()
        self._shown = cells


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or shutil.get_terminal_size().columns
    except (OSError, ValueError):
        return shutil.get_terminal_size().columns
