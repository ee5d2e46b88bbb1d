"""A model put together from so many mixins that nobody sees where an attribute comes from."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen

MOST = 4
"""Mixins of the project's own."""


def find_mixin_explosions(seen: Seen) -> Iterator[Reference]:
    """Models with more first-party mixins than `MOST`."""
    yield from (seen.at(one) for one in seen.map.models if len(one.mixins) > MOST)
