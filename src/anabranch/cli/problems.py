"""What goes wrong, as one sentence in the person's language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from anabranch.cli.written import Unwritten
from anabranch.errors import AnabranchError
from anabranch.reports.visible import visible

if TYPE_CHECKING:
    from anabranch.reports.texts.words import Words

FAILED = 2
INTERRUPTED = 130
"""What shells expect of a program that was interrupted, so that their loops end too."""


class Failure(Exception):
    """Nothing could be done; the sentence goes to standard error."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@contextmanager
def told(words: Words) -> Iterator[None]:
    """Turns every error into a sentence; a traceback helps only us, and is shown when asked for."""
    try:
        yield
    except (Failure, click.ClickException):
        raise
    except AnabranchError as error:
        raise Failure(_sentence(error, words)) from error
    except KeyboardInterrupt as error:
        raise Failure(words("problem.interrupted"), INTERRUPTED) from error
    except Unwritten as error:
        reason = reason_of(error.error, words)
        raise Failure(words("problem.write", file=str(error.path), reason=reason)) from error
    except OSError as error:
        raise Failure(words("problem.access", file=_place_of(error), reason=reason_of(error, words))) from error
    except Exception as error:
        if os.environ.get("ANABRANCH_TRACEBACK"):
            raise
        brief = f"{type(error).__name__}: {error}"[:200]
        raise Failure(words("problem.internal", error=brief)) from error


def reason_of(error: OSError, words: Words) -> str:
    """What the system says of it, in the person's language where it is one of the common things."""
    return words.known(f"os.{error.strerror}", error.strerror or type(error).__name__)


def _place_of(error: OSError) -> str:
    """The file, or the current folder where that is what is gone."""
    if error.filename:
        return str(error.filename)
    try:
        Path.cwd()
    except OSError:
        return os.curdir
    return "?"


def _sentence(error: AnabranchError, words: Words) -> str:
    from anabranch.reports.answers.subjects import NameAmbiguous, NameNotFound

    if isinstance(error, NameAmbiguous):
        return words("problem.ambiguous", name=error.name, candidates=", ".join(error.candidates))
    if isinstance(error, NameNotFound):
        key = "problem.unknown.close" if error.close else "problem.unknown"
        return words(key, name=error.name, close=", ".join(error.close))
    return visible(words.say(error.sentence))
