"""A relation to whatever row there is: no database constraint, and a use of every domain that has rows."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_generic_relations(seen: Seen) -> Iterator[Reference]:
    """Generic relations, and content types asked for by model, between domains."""
    yield from seen.of_kind("generic-relation")
