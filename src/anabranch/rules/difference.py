"""What changed between two maps: references between domains by neutral keys, so that moved code is no change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from anabranch.reading.values import Map, Reference
from anabranch.rules.judging import judge
from anabranch.rules.values import Key, Rules, neutral


class Change(msgspec.Struct, frozen=True):
    """References from one domain to a symbol of another that came or went."""

    importer: str
    imported: str
    key: Key
    count: int
    """Positive for what came."""
    against_order: bool
    example: Reference
    """Where one of them stands, or stood."""


def difference(before: Map, now: Map, rules: Rules | None, *, today: date) -> tuple[Change, ...]:
    """All changes, those against the order first, then what came, then what went.

    What an allowance takes that has not ended `today` is not against the order.
    """
    was, is_now = _count(before.references, rules), _count(now.references, rules)
    examples = {**_examples(before.references, rules), **_examples(now.references, rules)}
    against = _against_order(before, rules, today) | _against_order(now, rules, today)
    changes = [
        Change(*pair, key, is_now[pair, key] - was[pair, key], (pair, key) in against, examples[pair, key])
        for pair, key in was.keys() | is_now.keys()
        if is_now[pair, key] != was[pair, key]
    ]
    return tuple(sorted(changes, key=lambda one: (not one.against_order, one.count < 0, one.importer, one.key)))


_Row = tuple[tuple[str, str], Key]


def _row(one: Reference, rules: Rules | None) -> _Row:
    importer = neutral(one.importer.app, one.importer.module, one.importer.symbol)
    imported = neutral(one.imported.app, one.imported.module, one.imported.symbol)
    ends = (one.importer.app, one.imported.app)
    pair = (rules.domain_of(ends[0]), rules.domain_of(ends[1])) if rules else ends
    return pair, Key(one.tie_class, importer, imported)


def _rows(references: Iterable[Reference], rules: Rules | None) -> Iterable[tuple[_Row, Reference]]:
    for one in references:
        if one.counts and one.importer.app != one.imported.app:
            row = _row(one, rules)
            if row[0][0] != row[0][1]:
                yield row, one


def _count(references: Iterable[Reference], rules: Rules | None) -> Counter[_Row]:
    return Counter(row for row, _ in _rows(references, rules))


def _examples(references: Iterable[Reference], rules: Rules | None) -> dict[_Row, Reference]:
    return dict(_rows(references, rules))


def _against_order(project_map: Map, rules: Rules | None, today: date) -> set[_Row]:
    if rules is None:
        return set()
    return {_row(one.reference, rules) for one in judge(project_map, rules, {}, today=today).findings}
