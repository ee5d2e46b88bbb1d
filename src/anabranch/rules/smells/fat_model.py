"""A model with so many methods and properties that it has several subjects."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen

MOST = 40
"""Methods and properties of its own."""


def find_fat_models(seen: Seen) -> Iterator[Reference]:
    """Models with more methods and properties than `MOST`."""
    yield from (seen.at(one) for one in seen.map.models if len(one.methods) + len(one.properties) > MOST)
