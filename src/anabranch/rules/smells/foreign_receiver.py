"""A receiver on a model of another domain: what happens on saving it cannot be read where it is saved."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_foreign_receivers(seen: Seen) -> Iterator[Reference]:
    """Senders of signals that are models of another domain."""
    yield from (one for one in seen.of_kind("signal") if one.imported.symbol in seen.models)
