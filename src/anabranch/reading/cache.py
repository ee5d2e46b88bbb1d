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

from anabranch.project.file_list import FileList
from anabranch.reading.cache_folder import RECENT, cache_folder, fingerprint, put_sealed, read_sealed, tool_version
from anabranch.reading.declared import NOTHING_DECLARED, Declared
from anabranch.reading.fact_store import FactStore, PackedFacts
from anabranch.reading.packing import PackedReferences, pack_references, unpack_references
from anabranch.reading.resolved import Resolved
from anabranch.reading.values import Map

Kept = TypeVar("Kept")


class _Graphs(msgspec.Struct, frozen=True, array_like=True):
    version: str
    solved: dict[bytes, bytes]


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    version: str
    fingerprint: bytes
    free_modules: bool
    map: Map
    """Without its references."""
    references: PackedReferences
    resolved: dict[str, Resolved]

    def whole(self) -> Map | None:
        """The map with its references; None where the file was damaged."""
        try:
            return msgspec.structs.replace(self.map, references=unpack_references(self.references))
        except (IndexError, ValueError):
            return None


class PastMap:
    """The map of one past state of a folder: the one that was asked for last, as branches leave from few commits."""

    def __init__(self, root: str, state: str, *, include_tests: bool, declared: Declared = NOTHING_DECLARED) -> None:
        folder = cache_folder()
        suffix = "-tests" if include_tests else ""
        self._path = folder / "past" / f"{_name(root)}{suffix}.map" if folder is not None else None
        self._state = f"{state}{declared.mark}".encode()

    def load(self) -> Map | None:
        """The map, where it is of this state."""
        stored = _load(self._path, _Stored)
        fits = stored is not None and (stored.version, stored.fingerprint) == (tool_version(), self._state)
        return stored.whole() if stored is not None and fits else None

    def save(self, found: Map) -> None:
        """Keep it instead of the one before."""
        rest, packed = msgspec.structs.replace(found, references=()), pack_references(found.references)
        _save(self._path, _Stored(tool_version(), self._state, False, rest, packed, {}))


class Cache:
    """The cache of one folder."""

    def __init__(
        self, files: FileList, *, include_tests: bool, free_modules: bool, declared: Declared = NOTHING_DECLARED
    ) -> None:
        self._files = files
        self._free_modules = free_modules
        self._version = tool_version()
        name = _name(files.root)
        suffix = "-tests" if include_tests else ""
        folder = cache_folder()
        self._map_path = folder / f"{name}{suffix}.map" if folder is not None else None
        self._facts_path = folder / f"{name}{suffix}.facts" if folder is not None else None
        self._graphs_path = folder / f"{name}{suffix}.graphs" if folder is not None else None
        self._settled = time.time_ns() - RECENT
        self._fingerprint = fingerprint(files, declared.mark)

    def load_map(self) -> Map | None:
        """The map, where no file has changed since it was made."""
        if self._fingerprint is None:
            return None
        stored = self._stored()
        if stored is None or stored.fingerprint != self._fingerprint:
            return None
        return stored.whole() if stored.free_modules or not self._free_modules else None

    def load_resolved(self) -> tuple[Map | None, dict[str, Resolved]]:
        """The last map, of whatever state of the files, and what its resolution left behind."""
        stored = self._stored()
        found = stored.whole() if stored is not None else None
        return found, stored.resolved if stored is not None and found is not None else {}

    def _stored(self) -> _Stored | None:
        stored = _load(self._map_path, _Stored)
        return stored if stored is not None and stored.version == self._version else None

    def load_facts(self) -> FactStore:
        """The facts of files that were read before."""
        stored = _load(self._facts_path, PackedFacts)
        return FactStore(stored if stored is not None and stored.version == self._version else None)

    def load_solved(self) -> dict[bytes, bytes]:
        """What was found out about graphs before."""
        stored = _load(self._graphs_path, _Graphs)
        return stored.solved if stored is not None and stored.version == self._version else {}

    def save_facts(self, store: FactStore, keys: Mapping[str, bytes]) -> None:
        """Keep facts. `keys` says which content each file had."""
        stamps = {
            file.path: (file.stamp, keys[file.path])
            for file in (*self._files.python, *self._files.templates)
            if file.modified <= self._settled and file.path in keys
        }
        _save(self._facts_path, store.packed(self._version, stamps))

    def save(self, found: Map, solved: Mapping[bytes, bytes], resolved: Mapping[str, Resolved]) -> None:
        """Keep what was made of the facts; a cache that cannot be written is no reason to fail."""
        _save(self._graphs_path, _Graphs(self._version, dict(solved)))
        unopened = any(not failed.line for failed in found.files.failed)
        if not unopened:
            rest = msgspec.structs.replace(found, references=())
            packed = pack_references(found.references)
            mark = self._fingerprint or b""
            stored = _Stored(self._version, mark, self._free_modules, rest, packed, dict(resolved))
            _save(self._map_path, stored)


def _name(root: str) -> str:
    return hashlib.blake2b(root.encode("utf-8", "surrogateescape"), digest_size=10).hexdigest()


def _load(path: Path | None, kind: type[Kept]) -> Kept | None:
    if path is None:
        return None
    try:
        kept = read_sealed(path)
        return msgspec.msgpack.decode(kept, type=kind) if kept is not None else None
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError, MemoryError):
        return None


def _save(path: Path | None, value: object) -> None:
    if path is None:
        return
    try:
        packed = msgspec.msgpack.encode(value)
    except (ValueError, TypeError):  # a number or text that MessagePack has no room for
        return
    put_sealed(path, packed)
