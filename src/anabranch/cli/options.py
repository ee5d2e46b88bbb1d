"""Options that several commands share."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from anabranch.cli.completing import files, folders
from anabranch.cli.language import choose_language
from anabranch.cli.problems import told
from anabranch.cli.request import Request
from anabranch.cli.session import Session
from anabranch.cli.usage import Misuse, refuse_empty
from anabranch.reports.texts.words import LANGUAGES, Words

_Command = Callable[..., int | None]
"""Answers its exit code; None is 0."""
_Any = TypeVar("_Any", bound=Callable[..., Any])


TestCode = Literal["asked", "always", "never"]
"""Whether a command reads test code: as `--tests` says, or without asking."""


def takes_request(*formats: str, test_code: TestCode = "asked", file: str = "") -> Callable[[_Command], _Command]:
    """Adds the shared options and hands them over as one `Request`; every error becomes a sentence.

    Without `-o` the result goes to `file`, to standard output where that is empty. A command that does not ask about
    test code may have an option `--tests` of its own, under another name.
    """

    def decorate(command: _Command) -> _Command:
        @functools.wraps(command)
        def run(*, folder: str, lang: str | None, output: str | None, no_cache: bool, output_format: str | None = None,
                tests: bool = test_code == "always", inside: str = "", **own: object) -> int | None:  # fmt: skip
            of_all = click.get_current_context().find_root().params.get("lang")
            words = Words(choose_language(lang or of_all, os.environ))
            refuse_empty(words)
            if inside and folder != ".":
                raise Misuse(words("usage.twice", one=folder, other=inside))
            place = output or file
            into = Path(place) if place and place != "-" else None
            written = output_format or _by_ending(into, formats)
            with told(words):
                session = Session(inside or folder)
                return command(Request(session, words, written, into, tests, not no_cache), **own)

        return _shared(run, formats, test_code=test_code, file=file)

    return decorate


_ENDINGS = {".mmd": "mermaid", ".gv": "dot", ".txt": "text"}
"""Formats that are not called as their files end."""


def _by_ending(file: Path | None, formats: tuple[str, ...]) -> str:
    """The format that the name of a file tells, where the command has it; else its first one, if it has any."""
    ending = file.suffix.lower() if file is not None else ""
    told_so = _ENDINGS.get(ending, ending.removeprefix("."))
    return told_so if told_so in formats else next(iter(formats), "")


def in_folder(command: _Any) -> _Any:
    """`--in`: for commands whose arguments are names."""
    return click.option("--in", "folder", metavar="FOLDER", default=".", help="Folder of the repository [.]",
                        shell_complete=folders)(command)  # fmt: skip


def at_path(command: _Any) -> _Any:
    """`[PATH]`: for commands that take nothing else; `--in`, as the others have it, says the same."""
    command = click.option("--in", "inside", hidden=True, default="", shell_complete=folders)(command)
    return click.argument("folder", metavar="[PATH]", default=".", shell_complete=folders)(command)


_INTO = "Write to this file, to standard output where it is - [{}]"
_ELSE_INTO = "Write to a file instead of standard output."


def _shared(command: _Any, formats: tuple[str, ...], *, test_code: TestCode, file: str) -> _Any:
    if test_code == "asked":
        command = click.option("--tests", is_flag=True, help="Include test code, which is left out by default.")(
            command
        )
    for option in reversed((
        *_formats(formats),
        click.option("-o", "--output", metavar="FILE", help=_INTO.format(file) if file else _ELSE_INTO,
                     shell_complete=files),
        click.option("--lang", type=click.Choice(LANGUAGES), help="English or Korean [from the locale]"),
        click.option("--no-cache", is_flag=True, help="Read every file again, and keep nothing."),
    )):  # fmt: skip
        command = option(command)
    return command


def _formats(formats: tuple[str, ...]) -> list[Callable[[_Any], _Any]]:
    """No option where there is nothing to choose."""
    if not formats:
        return []
    what = f"How the result is written [as FILE ends, else {formats[0]}]"
    return [click.option("--format", "output_format", type=click.Choice(formats), help=what)]
