"""A migration that imports code as it is today: it breaks, or does something else, once that code changes."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_live_migrations(seen: Seen) -> Iterator[Reference]:
    """References of migrations to code that is no migration, within a domain as well."""
    yield from (one for one in seen.map.references if one.kind == "migration" and one.note == "live")
