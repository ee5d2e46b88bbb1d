"""Two domains that use each other, one way only by strings: an import graph sees no circle."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import DECIDING, Reference
from anabranch.rules.smells.seen import Seen

BY_STRING = ("get-model", "path")


def find_hidden_circles(seen: Seen) -> Iterator[Reference]:
    """Loads by name from one domain to another that it imports nothing of, and that uses it."""
    ways: dict[tuple[str, str], list[Reference]] = {}
    for importer, imported, one in seen.crossing:
        if one.tie_class in DECIDING:
            ways.setdefault((importer, imported), []).append(one)
    for (importer, imported), found in ways.items():
        loads = [one for one in found if one.kind in BY_STRING]
        if (imported, importer) in ways and len(loads) == sum(one.kind not in _OTHER for one in found):
            yield from loads


_OTHER = ("relation", "extend", "table", "lookup", "relation-access", "reverse-access", "member")
"""Kinds that no import makes either, and that follow from a relation."""
