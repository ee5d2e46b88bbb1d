"""Answers that were given before, byte for byte: the same question about the same files has the same answer.

One file an answer: a line that says of which folder and which state of its files, then the answer. Whatever does not
fit or was damaged is as if it were not there.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from anabranch.project.enclosing import project_around
from anabranch.project.file_list import FileList
from anabranch.reading.cache_folder import cache_folder, fingerprint, put_in_place, tool_version

_NAMING_DOMAINS = ("anabranch.toml", "pyproject.toml")
_MOST_BYTES = 200_000_000
_MOST_ANSWERS = 64
"""Beyond these the oldest answers go."""


class Listed(NamedTuple):
    """Which files an answer is about: their folder, whether tests are among them, and their state when listed."""

    root: str
    include_tests: bool
    mark: bytes | None

    @staticmethod
    def of(files: FileList, *, include_tests: bool) -> Listed:
        """To be called at once: whether a file is so new that it may change unseen depends on the time."""
        return Listed(files.root, include_tests, _state(files))


class Question:
    """What was asked, in all that the answer depends on but the files: words, folder, language, width."""

    def __init__(self, words: Sequence[str]) -> None:
        self._key = hashlib.blake2b("\0".join(words).encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()

    @property
    def _path(self) -> Path | None:
        folder = cache_folder()
        return folder / "answers" / self._key if folder is not None else None

    def asked_before(self) -> Kept | None:
        """What was answered to it the last time, of whatever state of the files."""
        path = self._path
        if path is None:
            return None
        try:
            head, text = _mapped(path)
            version, mark, sum_of_text, tests, root, output = head.decode("utf-8", "surrogateescape").split("\0")
        except (OSError, ValueError):
            return None
        if version != tool_version() or sum_of_text != _sum_of(text):
            return None
        return Kept(mark, text, root=root, include_tests=tests == "tests", output=output)

    def keep(self, packed: Sequence[bytes], listed: Listed, *, output: str) -> None:
        """Keep an answer, in UTF-8 and in pieces, about files as they were when listed.

        `output` is the file it went to, or empty.
        """
        path = self._path
        if path is None or listed.mark is None or "\n" in listed.root + output:
            return
        tests = "tests" if listed.include_tests else "code"
        head = "\0".join((tool_version(), listed.mark.hex(), _sum_of(*packed), tests, listed.root, output))
        put_in_place(path, [head.encode("utf-8", "surrogateescape"), b"\n", *packed])
        _drop_oldest(path.parent)


class Kept:
    """An answer as UTF-8, what it is an answer about, and the file it was written to; empty for standard output."""

    def __init__(self, mark: str, text: memoryview, *, root: str, include_tests: bool, output: str) -> None:
        self.text = text
        self.root = root
        self.include_tests = include_tests
        self.output = output
        self._mark = mark

    def holds_for(self, files: FileList) -> bool:
        """Whether no file has changed since."""
        found = _state(files)
        return found is not None and found.hex() == self._mark


def _state(files: FileList) -> bytes | None:
    """That of the files, of what may name domains, and of the project around; None where a file is so new that it may
    change unseen.
    """
    found = fingerprint(files)
    if found is None:
        return None
    digest = hashlib.blake2b(found, digest_size=16)
    digest.update(project_around(os.path.realpath(files.root)).encode("utf-8", "surrogateescape"))
    for name in _NAMING_DOMAINS:
        try:
            digest.update(Path(files.root, name).read_bytes())
        except OSError:
            digest.update(b"\0")
    return digest.digest()


def _mapped(path: Path) -> tuple[bytes, memoryview]:
    """The first line of a file and what follows. Reading and dividing an answer of many megabytes would copy it twice,
    which takes longer than all else that is done to give it again.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    end = mapped.find(b"\n")
    if end < 0:
        raise ValueError
    return mapped[:end], memoryview(mapped)[end + 1 :]


def _sum_of(*pieces: bytes | memoryview) -> str:
    found = 0
    for piece in pieces:
        found = zlib.crc32(piece, found)
    return f"{found:08x}{sum(map(len, pieces))}"


def _drop_oldest(folder: Path) -> None:
    try:
        rows = sorted(((entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(folder)),
                      reverse=True)  # fmt: skip
        room = _MOST_BYTES
        for number, (_, size, path) in enumerate(rows):
            room -= size
            if number and (number >= _MOST_ANSWERS or room < 0):
                Path(path).unlink()
    except OSError:
        pass
