"""What was read before, one file a project folder under the user's cache directory.

Never a wrong answer: whatever cannot be read, is of another version or does not fit is as if it were not there.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import msgspec

import anabranch
from anabranch.facts.templates import TemplateFacts
from anabranch.facts.values import FileFacts
from anabranch.project.values import FileList, SourceFile
from anabranch.reading.packing import PackedReferences, pack_references, unpack_references
from anabranch.reading.values import Map

Kept = TypeVar("Kept")

_RECENT = 2_000_000_000
"""Nanoseconds within which a file may have changed again without another time stamp."""


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
        self._fingerprint = _fingerprint(files)

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


def cache_folder() -> Path | None:
    """Where this platform keeps caches of the user; None for a user without a home."""
    own = os.environ.get("ANABRANCH_CACHE")
    if own:
        return Path(own)
    given = os.environ.get("XDG_CACHE_HOME")
    if given:
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
    folder = Path(anabranch.__file__).parent
    sources = sorted(folder.rglob("*.py"))
    marks = "".join(f"{path.stat().st_size}:{path.stat().st_mtime_ns};" for path in sources)
    digest = hashlib.blake2b(marks.encode(), digest_size=10).hexdigest()
    solver = find_spec("highspy") is not None
    return f"{digest}-{solver:d}-{sys.version_info.major}.{sys.version_info.minor}-{sys.byteorder}"


def _stamped(files: tuple[SourceFile, ...], facts: Mapping[str, Kept]) -> dict[str, tuple[bytes, Kept]]:
    settled = time.time_ns() - _RECENT
    return {
        file.path: (_stamp(file), facts[file.path]) for file in files if file.modified <= settled and file.path in facts
    }


def _stamp(file: SourceFile) -> bytes:
    return f"{file.size}:{file.modified}:{file.changed}".encode()


def _fingerprint(files: FileList) -> bytes | None:
    """Stands for all that the map depends on; None where a file is so new that it may change unseen."""
    newest = time.time_ns() - _RECENT
    digest = hashlib.blake2b(digest_size=16)
    for file in (*files.python, *files.templates):
        if file.modified > newest:
            return None
        digest.update(f"{file.path}\0{file.size}\0{file.modified}\0{file.changed}\n".encode("utf-8", "surrogateescape"))
    digest.update(
        "\0".join((*files.notebooks, *files.packaging, str(files.unreadable))).encode("utf-8", "surrogateescape")
    )
    return digest.digest()


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
    """Write beside and put in place, so that a reader at the same time sees the old file or the new one."""
    temporary = None
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(msgspec.msgpack.encode(value))
        temporary.replace(path)
    except (OSError, ValueError, TypeError):
        if temporary is not None:
            temporary.unlink(missing_ok=True)
