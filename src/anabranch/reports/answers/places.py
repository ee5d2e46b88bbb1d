"""Where a reference is, with the line of source that it stands in."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from anabranch.reading.values import CLASSES, Certainty, Reference, ReferenceClass


class Place(msgspec.Struct, frozen=True):
    """One reference as it is shown under its pair of symbols."""

    file: str
    line: int
    column: int
    certainty: Certainty
    counts: bool
    via: str
    note: str
    source: str


class Pair(msgspec.Struct, frozen=True):
    """All places of one kind where one symbol refers to another."""

    importer: str
    imported: str
    importer_app: str
    imported_app: str
    places: tuple[Place, ...]


class KindGroup(msgspec.Struct, frozen=True):
    """All references of one kind."""

    kind: str
    tie_class: ReferenceClass = msgspec.field(name="class")
    references: int
    pairs: tuple[Pair, ...]


class Sources:
    """Lines of the project's files, read once; empty where a file is gone or cannot be read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, list[str]] = {}

    def line(self, file: str, line: int) -> str:
        """The text of a line without its indentation."""
        if file not in self._files:
            self._files[file] = _read(self._folder / file)
        lines = self._files[file]
        return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def group_by_kind(references: Iterable[Reference], sources: Sources) -> tuple[KindGroup, ...]:
    """References by class, kind and symbol pair, strongest class first, most frequent kind first."""
    by_kind: dict[tuple[ReferenceClass, str], list[Reference]] = {}
    for one in references:
        by_kind.setdefault((one.tie_class, one.kind), []).append(one)
    groups = [
        KindGroup(kind, tie_class, len(found), group_by_pair(found, sources))
        for (tie_class, kind), found in by_kind.items()
    ]
    return tuple(sorted(groups, key=lambda one: (CLASSES.index(one.tie_class), -one.references, one.kind)))


def group_by_pair(references: Iterable[Reference], sources: Sources) -> tuple[Pair, ...]:
    """References of each symbol pair, in the order of the source."""
    by_pair: dict[tuple[str, str], list[Reference]] = {}
    for one in references:
        by_pair.setdefault((one.importer.symbol, one.imported.symbol), []).append(one)
    pairs = [_pair(found, sources) for found in by_pair.values()]
    return tuple(sorted(pairs, key=lambda one: (one.imported, one.places[0].file, one.places[0].line, one.importer)))


def place(reference: Reference, sources: Sources) -> Place:
    """A reference with its line of source."""
    return Place(
        file=reference.file,
        line=reference.line,
        column=reference.column,
        certainty=reference.certainty,
        counts=reference.counts,
        via="" if reference.imported.via == reference.imported.module else reference.imported.via,
        note=reference.note,
        source=sources.line(reference.file, reference.line),
    )


def _pair(references: Sequence[Reference], sources: Sources) -> Pair:
    ordered = sorted(references, key=lambda one: (one.file, one.line, one.column))
    importer, imported = ordered[0].importer, ordered[0].imported
    places = tuple(place(one, sources) for one in ordered)
    return Pair(importer.symbol, imported.symbol, importer.app, imported.app, places)


def _read(path: Path) -> list[str]:
    try:
        content = path.read_bytes()
    except (OSError, ValueError):
        return []
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except (SyntaxError, LookupError):
        encoding = "utf-8"
    text = content.decode(encoding, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
