"""What was asked on the command line, as far as an answer that was given before can be given again."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anabranch.cli.written import write_whole
from anabranch.reading.answers_kept import Question

if TYPE_CHECKING:
    from anabranch.reading.answers_kept import Kept

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")
_COMPLETION = "_ANABRANCH_COMPLETE"
_FRESH = "--no-cache"


def question_of(arguments: Sequence[str]) -> Question | None:
    """The question that a command line asks; None where no answer may be kept, or given again."""
    if _FRESH in arguments or _COMPLETION in os.environ or not _is_plain_output():
        return None
    try:
        folder = str(Path.cwd())
    except OSError:
        return None
    variables = [os.environ.get(name, "\0") for name in _VARIABLES]
    return Question([folder, *variables, _terminal(), *arguments])


def _is_plain_output() -> bool:
    """Whether standard output can carry every text as it is."""
    return sys.stdout is not None and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _terminal() -> str:
    if not sys.stdout.isatty():
        return ""
    try:
        return str(os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return "?"


def answer_again(kept: Kept) -> bool:
    """Write a kept answer where it went before; where that fails, the command itself can say what is wrong."""
    try:
        if kept.output:
            write_whole(Path(kept.output), kept.text)
        else:
            sys.stdout.write(str(kept.text, "utf-8"))
            sys.stdout.flush()
    except (OSError, ValueError):
        return False
    return True
