"""What was read before, one file a project folder under the user's cache directory.

Never a wrong answer: whatever cannot be read, is of another version or does not fit is as if it were not there.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts
from anabranch.project.file_list import FileList, SourceFile
from anabranch.reading.cache_folder import RECENT, cache_folder, fingerprint, put_in_place, tool_version
from anabranch.reading.packing import PackedReferences, pack_references, unpack_references
from anabranch.reading.values import Map

Kept = TypeVar("Kept")


class _Facts(msgspec.Struct, frozen=True, array_like=True):
    version: str
    python: dict[str, tuple[bytes, FileFacts]]
    templates: dict[str, tuple[bytes, TemplateFacts]]


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    version: str
    fingerprint: bytes
    free_modules: bool
    map: Map
    """Without its references."""
    references: PackedReferences


class Cache:
    """The cache of one folder."""

    def __init__(self, files: FileList, *, include_tests: bool, free_modules: bool) -> None:
        self._files = files
        self._free_modules = free_modules
        self._version = tool_version()
        name = hashlib.blake2b(files.root.encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()
        suffix = "-tests" if include_tests else ""
        folder = cache_folder()
        self._map_path = folder / f"{name}{suffix}.map" if folder is not None else None
        self._facts_path = folder / f"{name}{suffix}.facts" if folder is not None else None
        self._fingerprint = fingerprint(files)

    def load_map(self) -> Map | None:
        """The map, where no file has changed since it was made."""
        if self._fingerprint is None:
            return None
        stored = _load(self._map_path, _Stored)
        if stored is None or stored.version != self._version or stored.fingerprint != self._fingerprint:
            return None
        if self._free_modules and not stored.free_modules:
            return None
        try:
            return msgspec.structs.replace(stored.map, references=unpack_references(stored.references))
        except (IndexError, ValueError):
            return None

    def load_facts(self) -> tuple[dict[str, FileFacts], dict[str, TemplateFacts]]:
        """Facts of the files that have not changed, by path."""
        stored = _load(self._facts_path, _Facts)
        if stored is None or stored.version != self._version:
            return {}, {}
        return _unchanged(self._files.python, stored.python), _unchanged(self._files.templates, stored.templates)

    def save(self, found: Map, python: Mapping[str, FileFacts], templates: Mapping[str, TemplateFacts]) -> None:
        """Keep what was read; a cache that cannot be written is no reason to fail."""
        unopened = {failed.file for failed in found.files.failed if not failed.line}
        python = {path: each for path, each in python.items() if path not in unopened}
        facts = _Facts(self._version, _stamped(self._files.python, python), _stamped(self._files.templates, templates))
        _save(self._facts_path, facts)
        if self._fingerprint is not None and not unopened:
            rest = msgspec.structs.replace(found, references=())
            packed = pack_references(found.references)
            stored = _Stored(self._version, self._fingerprint, self._free_modules, rest, packed)
            _save(self._map_path, stored)


def _stamped(files: tuple[SourceFile, ...], facts: Mapping[str, Kept]) -> dict[str, tuple[bytes, Kept]]:
    settled = time.time_ns() - RECENT
    return {
        file.path: (_stamp(file), facts[file.path]) for file in files if file.modified <= settled and file.path in facts
    }


def _stamp(file: SourceFile) -> bytes:
    return f"{file.size}:{file.modified}:{file.changed}".encode()


def _unchanged(files: tuple[SourceFile, ...], stored: Mapping[str, tuple[bytes, Kept]]) -> dict[str, Kept]:
    found = {}
    for file in files:
        row = stored.get(file.path)
        if row is not None and row[0] == _stamp(file):
            found[file.path] = row[1]
    return found


def _load(path: Path | None, kind: type[Kept]) -> Kept | None:
    if path is None:
        return None
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError, MemoryError):
        return None


def _save(path: Path | None, value: object) -> None:
    if path is None:
        return
    try:
        packed = msgspec.msgpack.encode(value)
    except (ValueError, TypeError):  # a number or text that MessagePack has no room for
        return
    put_in_place(path, [packed])
