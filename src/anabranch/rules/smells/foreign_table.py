"""SQL on a table of another domain: the owner cannot change a column without asking."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_foreign_tables(seen: Seen) -> Iterator[Reference]:
    """Raw SQL that names a table of another domain."""
    yield from seen.of_kind("table")
