"""References as columns of numbers, so that a cached map is read quickly.

A hundred thousand references name a few thousand symbols, files and notes: each is kept once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import msgspec

from anabranch.facts.values import pack, unpack
from anabranch.reading.values import Imported, Importer, Reference

_WIDTH = 11

Value = TypeVar("Value")


class PackedReferences(msgspec.Struct, frozen=True, array_like=True):
    """References; `rows` holds eleven numbers for each, as `pack` writes them."""

    texts: list[str]
    importers: list[Importer]
    imported: list[Imported]
    rows: bytes


class _Numbers(Generic[Value]):
    """Values by the order in which they were first met."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._known: dict[Value, int] = {}

    def number(self, value: Value) -> int:
        known = self._known.get(value)
        if known is None:
            known = self._known[value] = len(self.values)
            self.values.append(value)
        return known


def pack_references(references: Iterable[Reference]) -> PackedReferences:
    """The references, each value once."""
    texts: _Numbers[str] = _Numbers()
    importers: _Numbers[Importer] = _Numbers()
    imported: _Numbers[Imported] = _Numbers()
    rows: list[int] = []
    for each in references:
        named = (each.project, each.tie_class, each.kind, each.certainty, each.file, each.note)
        rows += (texts.number(text) for text in named)
        rows += (importers.number(each.importer), imported.number(each.imported), each.line, each.column)
        rows.append(each.counts + 2 * each.test)
    return PackedReferences(texts.values, importers.values, imported.values, pack(rows))


def unpack_references(packed: PackedReferences) -> tuple[Reference, ...]:
    """The references again. Raises `IndexError` where the numbers do not fit: the file was damaged."""
    return tuple(_unpacked(packed))


def _unpacked(packed: PackedReferences) -> Iterator[Reference]:
    texts, importers, imported = packed.texts, packed.importers, packed.imported
    rows = iter(unpack(packed.rows))
    for project, tie_class, kind, certainty, file, note, one, other, line, column, marks in zip(
        *[rows] * _WIDTH, strict=True
    ):
        yield Reference(
            texts[project],
            texts[tie_class],
            texts[kind],
            texts[certainty],
            importers[one],
            imported[other],
            texts[file],
            line,
            column,
            marks & 1 == 1,
            marks >= 2,
            texts[note],
        )
