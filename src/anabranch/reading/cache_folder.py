"""Where what was read is kept, and what tells whether it still holds.

Imported before anything large: whether an answer still holds must be known before what computes it is loaded.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
import zlib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import anabranch
from anabranch.project.file_list import FileList

RECENT = 2_000_000_000
"""Nanoseconds within which a file may have changed again without another time stamp."""

_SUM_SIZE = 4


def cache_folder() -> Path | None:
    """Where this platform keeps caches of the user; None for a user without a home."""
    own = os.environ.get("ANABRANCH_CACHE")
    if own:
        return Path(own)
    given = os.environ.get("XDG_CACHE_HOME")
    if given and Path(given).is_absolute():  # as its specification demands: another would lie in the project
        return Path(given) / "anabranch"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(home))) / "anabranch"
    return home / "Library" / "Caches" / "anabranch" if sys.platform == "darwin" else home / ".cache" / "anabranch"


def tool_version() -> str:
    """Changes whenever the tool's own source does, so that no other version's answers are taken."""
    marks = "".join(sorted(_marks(str(Path(anabranch.__file__).parent))))
    digest = hashlib.blake2b(marks.encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()
    solver = find_spec("highspy") is not None
    return f"{digest}-{solver:d}-{sys.version_info.major}.{sys.version_info.minor}-{sys.byteorder}"


def _marks(folder: str) -> Iterable[str]:
    for entry in os.scandir(folder):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _marks(entry.path)
        elif entry.name.endswith(".py"):
            state = entry.stat()
            yield f"{entry.path}:{state.st_size}:{state.st_mtime_ns};"


def fingerprint(files: FileList, given: str = "") -> bytes | None:
    """Stands for all that the map depends on, what is `given` too; None where a file is so new that it may change
    unseen.
    """
    newest = time.time_ns() - RECENT
    digest = hashlib.blake2b(given.encode("utf-8", "surrogateescape"), digest_size=16)
    for file in (*files.python, *files.templates):
        if file.modified > newest:
            return None
        digest.update(f"{file.path}\0{file.size}\0{file.modified}\0{file.changed}\n".encode("utf-8", "surrogateescape"))
    digest.update(
        "\0".join((*files.notebooks, *files.packaging, str(files.unreadable))).encode("utf-8", "surrogateescape")
    )
    return digest.digest()


def put_sealed(path: Path, content: bytes) -> None:
    """Keep content with a sum of it in front: what a disk has damaged may still be decoded, and be a wrong answer."""
    put_in_place(path, [_sum_of(content), content])


def read_sealed(path: Path) -> memoryview | None:
    """What was kept at a path; None where it is not what was put there. Raises `OSError`."""
    kept = memoryview(path.read_bytes())
    content = kept[_SUM_SIZE:]
    return content if kept[:_SUM_SIZE] == _sum_of(content) else None


def _sum_of(content: bytes | memoryview) -> bytes:
    return zlib.crc32(content).to_bytes(_SUM_SIZE, "big")


def put_in_place(path: Path, parts: Iterable[bytes]) -> None:
    """Write beside and put in place, so that a reader at the same time sees the old file or the new one.

    What cannot be written is left out: a cache is no reason to fail.
    """
    import tempfile  # where an answer is given again, nothing is written

    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.writelines(parts)
        temporary.replace(path)
    except (OSError, ValueError):
        if temporary is not None:
            temporary.unlink(missing_ok=True)
