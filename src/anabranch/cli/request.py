"""What every command is asked: which folder, in which language, where the result goes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anabranch.cli.output import deliver, refuse_unwritable, terminal_width, wants_colour
from anabranch.cli.progress import Progress
from anabranch.reports.texts.words import Words

if TYPE_CHECKING:
    from anabranch.reading.values import Map
    from anabranch.reports.terminal.page import Look


class Request(NamedTuple):
    """The options that all commands share."""

    folder: str
    words: Words
    format: str
    file: Path | None
    tests: bool
    cache: bool

    def read(self, *, free_modules: bool = False) -> Map:
        """The map of the folder; with `free_modules` it says what frees each module, not each app alone."""
        refuse_unwritable(self.file, self.words)
        from anabranch.reading.read import read_map

        progress = Progress(self.words, sys.stderr)
        try:
            return read_map(
                Path(self.folder),
                include_tests=self.tests,
                cache=self.cache,
                on_progress=progress,
                free_modules=free_modules,
            )
        finally:
            progress.finish()

    def look(self) -> Look:
        """How the text will be seen."""
        from anabranch.cli.output import is_terminal
        from anabranch.reports.terminal.page import Look

        colour = wants_colour(self.file)
        return Look(terminal_width(self.file), colour, cut=not self.file and is_terminal())

    def deliver(self, text: str) -> None:
        """Prints or writes the result."""
        deliver(text, self.file, self.words)
