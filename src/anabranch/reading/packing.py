"""References as columns of numbers, so that a cached map is read quickly.

A hundred thousand references name a few thousand symbols, files and notes: each is kept once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from anabranch.facts.values import pack, unpack
from anabranch.reading.values import Imported, Importer, Reference

_WIDTH = 11


class PackedReferences(msgspec.Struct, frozen=True, array_like=True):
    """References; `rows` holds eleven numbers for each, as `pack` writes them."""

    texts: list[str]
    importers: list[Importer]
    imported: list[Imported]
    rows: bytes


def pack_references(references: Iterable[Reference]) -> PackedReferences:
    """The references, each value once."""
    texts: dict[str, int] = {}
    importers: dict[Importer, int] = {}
    imported: dict[Imported, int] = {}
    rows: list[int] = []
    number = texts.setdefault  # the number that a text has, or the next
    for each in references:
        rows += (
            number(each.project, len(texts)),
            number(each.tie_class, len(texts)),
            number(each.kind, len(texts)),
            number(each.certainty, len(texts)),
            number(each.file, len(texts)),
            number(each.note, len(texts)),
            importers.setdefault(each.importer, len(importers)),
            imported.setdefault(each.imported, len(imported)),
            each.line,
            each.column,
            each.counts + 2 * each.test,
        )
    return PackedReferences([*texts], [*importers], [*imported], pack(rows))


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
