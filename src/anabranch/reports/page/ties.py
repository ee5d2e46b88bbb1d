"""The references of one project as numbered modules, symbols, ties and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anabranch.reading.values import CLASSES, End, Model, Reference

UNSURE = len(CLASSES)
"""Strength of a tie that only likely references make: it weighs nothing."""
FOLDED = UNSURE + 1
"""Strength of a second tie of the same symbols and units, whose modules differ: it is counted with the first."""

Symbol = tuple[str, str, str]
"""App, module, dotted name."""


@dataclass(frozen=True, slots=True)
class TieRow:
    """A symbol pair with its places, in the order of the source."""

    importer: Symbol
    imported: Symbol
    strength: int
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """Everything that is numbered: position in the tuple is the number. Modules are (app, module)."""

    modules: tuple[tuple[str, str], ...]
    symbols: tuple[Symbol, ...]
    ties: tuple[TieRow, ...]


def tie_references(references: Sequence[Reference], models: Sequence[tuple[Model, str]]) -> Tied:
    """Number what references between modules join, and the modules of models (each with its app)."""
    between = [one for one in references if _module_of(one.importer) != _module_of(one.imported)]
    ends: dict[tuple[Symbol, Symbol], list[Reference]] = {}
    for one in between:
        ends.setdefault((symbol_of(one.importer), symbol_of(one.imported)), []).append(one)
    ties = _fold([_tie(pair, ends[pair]) for pair in sorted(ends)])
    symbols = sorted({symbol for pair in ends for symbol in pair})
    modules = {(app, module) for app, module, _ in symbols} | {(app, model.module) for model, app in models if app}
    return Tied(tuple(sorted(modules)), tuple(symbols), tuple(ties))


def _module_of(end: End) -> tuple[str, str]:
    """Templates are in no module; those of one app are one place."""
    return end.app, end.module


def symbol_of(end: End) -> Symbol:
    """The key of a symbol."""
    return end.app, end.module, end.symbol


def strength_of(reference: Reference) -> int:
    """Number of the class as it weighs: likely references weigh nothing."""
    return UNSURE if reference.certainty == "likely" else CLASSES.index(reference.tie_class)


def _tie(pair: tuple[Symbol, Symbol], found: list[Reference]) -> TieRow:
    ordered = sorted(found, key=lambda one: (one.file, one.line, one.column, one.kind))
    return TieRow(*pair, min(map(strength_of, ordered)), tuple(ordered))


def _fold(ties: list[TieRow]) -> list[TieRow]:
    """Weigh a pair of names once between two apps, though a name can stand for a module and for what is in one."""
    first: dict[tuple[str, str, str, str], int] = {}
    folded: list[TieRow] = []
    for tie in ties:
        key = tie.importer[0], tie.importer[2], tie.imported[0], tie.imported[2]
        number = first.setdefault(key, len(folded))
        if number < len(folded):
            kept = folded[number]
            strength = min(kept.strength, tie.strength)
            folded[number] = TieRow(kept.importer, kept.imported, strength, kept.references)
            folded.append(TieRow(tie.importer, tie.imported, FOLDED, tie.references))
        else:
            folded.append(tie)
    return folded
