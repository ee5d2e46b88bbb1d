"""Facts of files as they were, by the hash of their content: whatever commit a file is in, it is read once.

What was read is kept in the cache folder, one file a repository; a damaged one is as if it were not there.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import msgspec

from anabranch.evidence.git import Blob, read_blobs
from anabranch.facts.python import read_python
from anabranch.facts.templates import TemplateFacts, read_template
from anabranch.facts.values import FileFacts
from anabranch.reading.cache_folder import cache_folder, put_sealed, read_sealed, tool_version
from anabranch.reading.forked import can_fork, processors

_PART = 1_500_000
"""Bytes of source that a process reads before it reports."""
_LARGEST = 1_000_000_000
"""Bytes of facts above which those that no wanted commit has are dropped."""

_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE_PYTHON = msgspec.msgpack.Decoder(FileFacts).decode
_DECODE_TEMPLATE = msgspec.msgpack.Decoder(TemplateFacts).decode


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    version: str
    facts: dict[str, bytes]


class PastFacts:
    """Facts of a repository's past files, packed until they are asked for."""

    def __init__(self, folder: Path, *, cache: bool) -> None:
        self._folder = folder
        self._version = tool_version()
        name = hashlib.blake2b(str(folder.absolute()).encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()
        home = cache_folder() if cache else None
        self._path = home / "past" / f"{name}.facts" if home is not None else None
        self._facts = self._load()
        self._is_new = False

    def read(self, blobs: Iterable[Blob]) -> None:
        """Make sure that the facts of these files are known. Raises `GitFailed`."""
        missing = {_key(blob): blob for blob in blobs if _key(blob) not in self._facts}
        if not missing:
            return
        self._is_new = True
        parts = _split(list(missing.values()))
        workers = min(processors(), len(parts))
        if workers == 1 or not can_fork():
            for part in parts:
                self._facts.update(_read_part(self._folder, part))
            return
        try:
            with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork")) as pool:
                for found in pool.map(_read_part, [self._folder] * len(parts), parts):
                    self._facts.update(found)
        except (BrokenProcessPool, OSError):
            for part in parts:
                self._facts.update(_read_part(self._folder, part))

    def has(self, blob: Blob) -> bool:
        """Whether the facts of a file are known: they are not where this clone does not have its content."""
        return _key(blob) in self._facts

    def python(self, blob: Blob) -> FileFacts:
        """Facts of a Python file; of an empty one where this clone does not have its content."""
        packed = self._facts.get(_key(blob))
        return _DECODE_PYTHON(packed) if packed is not None else read_python(b"")

    def template(self, blob: Blob) -> TemplateFacts:
        """Facts of a template."""
        packed = self._facts.get(_key(blob))
        return _DECODE_TEMPLATE(packed) if packed is not None else read_template(b"")

    def save(self, wanted: Iterable[Blob]) -> None:
        """Keep what was read; of too much only what these files need."""
        if self._path is None or not self._is_new:
            return
        facts = self._facts
        if sum(map(len, facts.values())) > _LARGEST:
            keys = {_key(blob) for blob in wanted}
            facts = {key: packed for key, packed in facts.items() if key in keys}
        put_sealed(self._path, _ENCODE(_Stored(self._version, facts)))
        self._is_new = False

    def _load(self) -> dict[str, bytes]:
        if self._path is None:
            return {}
        try:
            kept = read_sealed(self._path)
            stored = msgspec.msgpack.decode(kept, type=_Stored) if kept is not None else None
        except (OSError, msgspec.MsgspecError, ValueError, MemoryError):
            return {}
        return stored.facts if stored is not None and stored.version == self._version else {}


def _key(blob: Blob) -> str:
    """Content and how it is read: the same bytes can be a module and a template."""
    return f"{'p' if blob.path.endswith('.py') else 't'}{blob.content}"


def _split(blobs: Sequence[Blob]) -> list[list[Blob]]:
    parts: list[list[Blob]] = [[]]
    size = 0
    for blob in blobs:
        if size > _PART:
            parts.append([])
            size = 0
        parts[-1].append(blob)
        size += blob.size
    return parts


def _read_part(folder: Path, blobs: Sequence[Blob]) -> dict[str, bytes]:
    content = dict(read_blobs(folder, _one_a_path(blobs)))
    return {_key(blob): _packed(blob, content[_key(blob)]) for blob in blobs if _key(blob) in content}


def _one_a_path(blobs: Sequence[Blob]) -> list[Blob]:
    """The same path is read in many states here: the key stands for the path."""
    return [Blob(_key(blob), blob.content, blob.size) for blob in blobs]


def _packed(blob: Blob, content: bytes) -> bytes:
    return _ENCODE(read_python(content) if blob.path.endswith(".py") else read_template(content))
