"""Where the result goes: standard output, or a file."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from anabranch.cli.problems import Failure, reason_of
from anabranch.cli.written import write_whole
from anabranch.reports.texts.words import Words

_PIPED_WIDTH = 100

# For terminals and pipes whose encoding has no arrows: the same in ASCII.
_PLAIN = str.maketrans({"→": "->", "·": "-", "…": "...", "⇄": "<->"})

_READER_LEFT = (errno.EPIPE, errno.EINVAL)


def terminal_width(file: Path | None) -> int:
    """Columns of the terminal; a fixed number for files and pipes, so that the same map gives the same text."""
    if file:
        return _PIPED_WIDTH
    return shutil.get_terminal_size(fallback=(_PIPED_WIDTH, 24)).columns


def wants_colour(file: Path | None) -> bool:
    """On terminals, unless the person asked for none (https://no-color.org)."""
    if file or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal() and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Whether a person sees standard output directly."""
    return sys.stdout is not None and sys.stdout.isatty()


def refuse_unwritable(file: Path | None, words: Words) -> None:
    """Says before the reading, which may be long, that its result could not be kept."""
    if file is None:
        return
    folder = file.parent
    code = 0
    if file.is_dir():
        code = errno.EISDIR
    elif not folder.is_dir():
        code = errno.ENOENT if not folder.exists() else errno.ENOTDIR
    elif not os.access(file if file.exists() else folder, os.W_OK):
        code = errno.EACCES
    if code:
        raise _unwritable(str(file), OSError(code, os.strerror(code)), words)


def deliver(result: str | list[bytes], file: Path | None, words: Words) -> None:
    """Writes the result, a text or what it is in UTF-8, where it was asked for."""
    if file is None:
        _print(result if isinstance(result, str) else b"".join(result).decode(), words)
        return
    try:
        write_whole(file, *([result.encode()] if isinstance(result, str) else result))
    except OSError as error:
        raise _unwritable(str(file), error, words) from error


def _unwritable(file: str, error: OSError, words: Words) -> Failure:
    return Failure(words("problem.write", file=file, reason=reason_of(error, words)))


def _print(text: str, words: Words) -> None:
    import click

    stream = sys.stdout
    if stream is None:
        raise _unwritable("stdout", OSError(errno.EBADF, os.strerror(errno.EBADF)), words)
    try:
        click.echo(encodable(text, stream.encoding or "utf-8"), nl=False, color=True)
        stream.flush()
    except OSError as error:
        _silence()
        if error.errno not in _READER_LEFT:
            raise _unwritable("stdout", error, words) from error


def mention(sentence: str) -> None:
    """A remark beside the result, on standard error: where that is closed or full the result stands without it."""
    stream = sys.stderr
    if stream is None:
        return
    with suppress(OSError):
        stream.write(encodable(sentence, stream.encoding or "utf-8") + "\n")
        stream.flush()


def encodable(text: str, encoding: str) -> str:
    """The text in what the stream can carry, escapes for the rest."""
    try:
        text.encode(encoding)
    except LookupError:
        return encodable(text, "ascii")
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, errors="backslashreplace").decode(encoding)
    return text


def _silence() -> None:
    """Python flushes standard output once more when it ends, and would complain about the reader that left."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        pass
