"""How far a long reading is, on a terminal's standard error."""

from __future__ import annotations

import os
import time
from typing import TextIO

from anabranch.reports.texts.words import Words


class Progress:
    """One line that is rewritten in place, and gone at the end.

    Times are seconds: what is done within `patience` needs no progress.
    """

    def __init__(self, words: Words, stream: TextIO, *, patience: float = 0.5, interval: float = 0.1) -> None:
        self._words = words
        self._stream = stream
        self._shown = 0
        self._next = time.monotonic() + patience
        self._interval = interval
        self._awake = stream.isatty() and os.environ.get("TERM") != "dumb"

    def __call__(self, done: int, total: int) -> None:
        """Shows how many files are read, once it takes long."""
        now = time.monotonic()
        if not self._awake or now < self._next:
            return
        self._next = now + self._interval
        self._write(self._words("progress", done=done, total=total))

    def finish(self) -> None:
        """Leaves no trace."""
        if self._shown:
            self._write("")
            self._stream.write("\r")
            self._stream.flush()

    def _write(self, text: str) -> None:
        # A Korean letter takes two columns: twice the length wipes whatever stood there.
        self._stream.write("\r" + text + " " * max(2 * (self._shown - len(text)), 0))
        self._stream.flush()
        self._shown = max(len(text), self._shown)
