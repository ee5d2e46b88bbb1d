"""The two units with the most ties against the order, and the symbols that cause them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from anabranch.reading.values import Dependency, Reference
from anabranch.reports.answers.units import UnitOf, decides, first_place, tie_count

_SYMBOLS = 3


class Cause(msgspec.Struct, frozen=True):
    """A symbol that is referred to, with the ties that it causes and one place."""

    symbol: str
    ties: int
    example: Reference


class WorstPair(msgspec.Struct, frozen=True):
    """An upward dependency and how many ties run the way of the order."""

    importer: str
    imported: str
    schema: int
    code: int
    opposite: int
    causes: tuple[Cause, ...]


def find_worst_pair(pairs: Iterable[Dependency], references: Iterable[Reference], unit: UnitOf) -> WorstPair | None:
    """The upward dependency of most ties."""
    listed = {(one.importer, one.imported): one for one in pairs}
    upward = [one for one in listed.values() if one.upward]
    if not upward:
        return None
    worst = min(upward, key=lambda one: (-one.ties.deciding, -one.ties.schema, one.importer, one.imported))
    back = listed.get((worst.imported, worst.importer))
    own = [
        one
        for one in references
        if decides(one)
        and (unit(one.project, one.importer), unit(one.project, one.imported)) == (worst.importer, worst.imported)
    ]
    return WorstPair(
        importer=worst.importer,
        imported=worst.imported,
        schema=worst.ties.schema,
        code=worst.ties.code,
        opposite=back.ties.deciding if back else 0,
        causes=_causes(own),
    )


def _causes(references: Iterable[Reference]) -> tuple[Cause, ...]:
    by_symbol: dict[str, list[Reference]] = {}
    for one in references:
        by_symbol.setdefault(one.imported.symbol, []).append(one)
    causes = [Cause(symbol, tie_count(found), first_place(found)) for symbol, found in by_symbol.items()]
    return tuple(sorted(causes, key=lambda one: (-one.ties, one.symbol))[:_SYMBOLS])
