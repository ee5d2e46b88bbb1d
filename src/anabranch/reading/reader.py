"""The facts of all files: from the cache, or read in several processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from anabranch.facts.python import read_python
from anabranch.facts.templates import TemplateFacts, read_template
from anabranch.facts.values import FileFacts, Problem
from anabranch.project.file_list import FileList, SourceFile
from anabranch.reading.fact_store import FactStore, content_key
from anabranch.reading.forked import processors

_WORTH_A_PROCESS = 600_000
"""Bytes of source below which a second process costs more than it saves."""
_PART = 1_500_000
"""Bytes of source that a process reads before it reports."""

_MOST_WORKERS = 61
"""What Windows can wait for at a time."""

_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE_ROWS = msgspec.msgpack.Decoder(list[tuple[str, bytes, msgspec.Raw]]).decode
_DECODE = msgspec.msgpack.Decoder(FileFacts).decode


class FactReader:
    """Reads what was not read before. `keys` says afterwards which content each file had."""

    def __init__(self, files: FileList, store: FactStore, on_progress: Callable[[int, int], None] | None) -> None:
        self._files = files
        self._store = store
        self._on_progress = on_progress
        self._done = 0
        self.keys: dict[str, bytes] = {}
        self.found_new = False

    def read(self) -> tuple[dict[str, FileFacts], dict[str, TemplateFacts]]:
        """Facts of all Python files and templates, by path."""
        python = self._known_python()
        missing = [file for file in self._files.python if file.path not in python]
        self._done = len(self._files.python) - len(missing)
        for path, facts in self._read_missing(missing):
            python[path] = facts
        templates = {file.path: self._template(file) for file in self._files.templates}
        opened = {path: facts for path, facts in templates.items() if facts is not None}
        return {file.path: python[file.path] for file in self._files.python}, opened

    def _known_python(self) -> dict[str, FileFacts]:
        found = {}
        for file in self._files.python:
            key = self._store.key_of(file.path, file.stamp)
            facts = self._store.python(key) if key is not None else None
            if key is not None and facts is not None:
                found[file.path] = facts
                self.keys[file.path] = key
        return found

    def _template(self, file: SourceFile) -> TemplateFacts | None:
        key = self._store.key_of(file.path, file.stamp)
        facts = self._store.template(key) if key is not None else None
        if key is None or facts is None:
            source = _bytes_of(self._files.root, file.path)
            if source is None:
                return None
            key, facts = content_key(source), read_template(source)
            self._store.add_template(key, facts)
            self.found_new = True
        self.keys[file.path] = key
        return facts

    def _read_missing(self, missing: list[SourceFile]) -> list[tuple[str, FileFacts]]:
        self.found_new = self.found_new or bool(missing)
        workers = processors()
        if workers == 1 or sum(file.size for file in missing) < _WORTH_A_PROCESS:
            found = self._take(_packed_part(self._files.root, [file.path for file in missing]))
            self._report(len(found))
            return found
        return self._read_in_processes(missing, workers)

    def _read_in_processes(self, missing: list[SourceFile], workers: int) -> list[tuple[str, FileFacts]]:
        # Imported here, because a change of a few files needs no pool.
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        found: list[tuple[str, FileFacts]] = []
        parts = split_by_size(missing, _PART)
        try:
            with ProcessPoolExecutor(max_workers=min(workers, len(parts), _MOST_WORKERS)) as pool:
                for packed in pool.map(_packed_part, [self._files.root] * len(parts), parts):
                    rows = self._take(packed)
                    found += rows
                    self._report(len(rows))
        except (BrokenProcessPool, OSError):
            return self._take(_packed_part(self._files.root, [file.path for file in missing]))
        return found

    def _take(self, packed: bytes) -> list[tuple[str, FileFacts]]:
        found = []
        for path, key, raw in _DECODE_ROWS(packed):
            found.append((path, _DECODE(raw)))
            if key:
                self._store.add_python(key, raw)
                self.keys[path] = key
        return found

    def _report(self, count: int) -> None:
        self._done += count
        if self._on_progress is not None:
            self._on_progress(self._done, len(self._files.python))


def split_by_size(files: Sequence[SourceFile], most: int) -> list[list[str]]:
    """Paths in parts of about so many bytes."""
    parts: list[list[str]] = [[]]
    size = 0
    for file in files:
        if size > most:
            parts.append([])
            size = 0
        parts[-1].append(file.path)
        size += file.size
    return parts


def read_part(root: str, paths: Sequence[str]) -> list[tuple[str, bytes, FileFacts]]:
    """Facts of some files with their content keys; one that cannot be opened has no key, and a problem instead."""
    return [(path, *_read_file(root, path)) for path in paths]


def _read_file(root: str, path: str) -> tuple[bytes, FileFacts]:
    source = _bytes_of(root, path)
    if source is None:
        empty = read_python(b"")
        return b"", msgspec.structs.replace(empty, problems=[Problem(0, 1, UNOPENED)])
    return content_key(source), read_python(source)


UNOPENED = "cannot be opened"


def _packed_part(root: str, paths: Sequence[str]) -> bytes:
    return _ENCODE(read_part(root, paths))


def _bytes_of(root: str, path: str) -> bytes | None:
    try:
        return Path(root, path).read_bytes()
    except OSError:
        return None
