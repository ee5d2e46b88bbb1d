"""A file written whole or not at all: what it held before stays where the disk is full or the run is ended."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OPEN_ALREADY = ("/dev/", "/proc/")
"""Here a name may stand for what this program, or the shell, holds open: `/dev/stdout`."""


class Unwritten(Exception):
    """A file that could not be written, and what the system says of it."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(str(path))
        self.path = path
        self.error = error


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Says of what goes wrong that it did so in writing. Raises `Unwritten`."""
    try:
        yield
    except OSError as error:
        raise Unwritten(path, error) from error


def write_whole(file: Path, *pieces: bytes | memoryview) -> None:
    """Write beside and put in place, with the mode that the file had; pipes, devices and names that are linked twice
    are written through. Raises `OSError`.
    """
    target = Path(os.path.realpath(file))
    if not _can_be_replaced(file, target):
        _write(file, pieces)
        return
    beside = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        _write(beside, pieces)
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _write(file: Path, pieces: tuple[bytes | memoryview, ...]) -> None:
    with file.open("wb") as stream:
        stream.writelines(pieces)


def _can_be_replaced(file: Path, target: Path) -> bool:
    try:
        state = file.stat()
    except FileNotFoundError:
        return os.access(target.parent, os.W_OK)
    is_own = stat.S_ISREG(state.st_mode) and state.st_nlink == 1 and not str(file).startswith(_OPEN_ALREADY)
    return is_own and os.access(target.parent, os.W_OK)
