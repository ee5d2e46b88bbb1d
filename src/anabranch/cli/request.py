"""What every command is asked: which folder, in which language, where the result goes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from anabranch.cli.output import deliver, refuse_unwritable, terminal_width, wants_colour
from anabranch.cli.progress import Progress
from anabranch.cli.question import question_of
from anabranch.cli.session import Session
from anabranch.reports.texts.words import Words

if TYPE_CHECKING:
    from anabranch.project.file_list import FileList
    from anabranch.reading.declared import Declared
    from anabranch.reading.values import Map
    from anabranch.reports.terminal.page import Look
    from anabranch.rules.values import Rules


@dataclass(frozen=True, slots=True)
class Request:
    """The options that all commands share."""

    session: Session
    words: Words
    format: str
    file: Path | None
    tests: bool
    cache: bool

    @property
    def folder(self) -> str:
        """The folder that is asked about."""
        return self.session.folder

    def read(self, *, free_modules: bool = False, declared: Declared | None = None) -> Map:
        """The map of the folder, with the units that its rule file cuts out of apps, or what is `declared`.

        With `free_modules` it says what frees each module, not each app alone.
        """
        refuse_unwritable(self.file, self.words)
        from anabranch.reading.answers_kept import Listed
        from anabranch.reading.read import read_listed

        progress = Progress(self.words, sys.stderr)
        files = self.files()
        self.session.listed.append(Listed.of(files, include_tests=self.tests))
        try:
            with _needed_to_the_end():
                return read_listed(
                    files,
                    include_tests=self.tests,
                    cache=self.cache,
                    on_progress=progress,
                    free_modules=free_modules,
                    beside=self.session.beside,
                    declared=self.declared() if declared is None else declared,
                )
        finally:
            progress.finish()

    def files(self) -> FileList:
        """The files of the folder, with the tests where they are asked for."""
        return self.session.files(tests=self.tests)

    def read_domains(self, *, free_modules: bool = False) -> Map:
        """The map, with the domains that the folder's rule file names."""
        project_map = self.read(free_modules=free_modules)
        rules = self.rules()
        if rules is None or not rules.domains:
            return project_map
        from anabranch.rules.domains import with_domains

        return with_domains(project_map, rules)

    def rules(self) -> Rules | None:
        """What the rule file of the folder says, if there is one."""
        return self.session.rules

    def declared(self) -> Declared:
        """What that rule file says of units, as far as the map follows it."""
        from anabranch.reading.declared import NOTHING_DECLARED

        rules = self.rules()
        return rules.declared if rules is not None else NOTHING_DECLARED

    def look(self) -> Look:
        """How the text will be seen."""
        from anabranch.cli.output import is_terminal
        from anabranch.reports.terminal.page import Look

        colour = wants_colour(self.file)
        return Look(terminal_width(self.file), colour, cut=not self.file and is_terminal())

    def deliver(self, result: str | list[bytes]) -> None:
        """Prints or writes the result, a text or what it is in UTF-8."""
        try:
            deliver(result, self.file, self.words)
        finally:
            self.session.end()

    def answer(self, result: str | list[bytes]) -> None:
        """Prints or writes what follows from files and command line alone, and keeps it for the next time."""
        question = question_of(sys.argv[1:]) if self.cache else None
        packed = _packed(result)
        if question is not None and packed is not None and len(self.session.listed) == 1:
            from anabranch.reading.forked import start_beside

            listed, output = self.session.listed[0], str(self.file or "")
            self.session.beside.append(start_beside(lambda: question.keep(packed, listed, output=output)))
        self.deliver(result if packed is None else packed)


@contextmanager
def _needed_to_the_end() -> Iterator[None]:
    """What a command reads lives as long as the command: the collector need not look through it, not even at exit.

    On saleor its one pass over a map just read took a tenth of the whole command.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _packed(result: str | list[bytes]) -> list[bytes] | None:
    try:
        return [result.encode()] if isinstance(result, str) else result
    except UnicodeEncodeError:  # halves of surrogate pairs, out of a file name that is no text
        return None
