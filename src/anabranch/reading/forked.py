"""Part of the work in a forked process, where the platform has them and there is a processor for it.

Forking shares what the parent holds without copying it, which no pool can do: the child reads the whole world of a
project that would take longer to send than to resolve.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable
from typing import BinaryIO


def can_fork() -> bool:
    """Whether a second process pays: forks are safe on Linux, and there is more than one processor."""
    return sys.platform == "linux" and processors() > 1


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def run_beside(first: Callable[[], object], second: Callable[[], bytes]) -> bytes | None:
    """Run `first` here and `second` in a forked child; what the second gave, None where the child failed."""
    reading, writing = os.pipe()
    child = _fork()
    if child == 0:
        _run_and_exit(second, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as results:
        first()
        return _result(child, results)


def start_beside(work: Callable[[], object]) -> Callable[[], None]:
    """Begin `work` in a forked child, whose end the function given back waits for; without forks it is done at once.

    This process does not end before the child does, whether or not somebody waits.
    """
    child = _fork() if can_fork() else _NONE
    if child == _NONE:
        work()
        return _nothing
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    waiting = [child]

    def wait() -> None:
        while waiting:
            _wait_for(waiting.pop())

    atexit.register(wait)
    return wait


_NONE = -1
"""In place of the number of a child, or of what it ended with."""


def _fork() -> int:
    """The number of the child, 0 in the child, `_NONE` where the system has no room for another process."""
    try:
        return os.fork()
    except OSError:
        return _NONE


def _wait_for(child: int) -> int:
    """What a child ended with; `_NONE` where nobody can tell: whoever started this process may ignore children."""
    try:
        return os.waitpid(child, 0)[1]
    except ChildProcessError:
        return _NONE


def _nothing() -> None:
    pass


def _result(child: int, results: BinaryIO) -> bytes | None:
    packed = results.read()
    return packed if child != _NONE and _wait_for(child) == 0 else None


def _run_and_exit(work: Callable[[], bytes], writing: int) -> None:
    """Never returns: whatever happens, the child must not go on as a second copy of the program."""
    status = 1
    try:
        with os.fdopen(writing, "wb") as results:
            results.write(work())
        status = 0
    finally:
        os._exit(status)
