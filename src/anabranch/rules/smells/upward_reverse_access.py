"""A parent that asks for its children by the accessor that Django gives it: an import the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_upward_reverse_access(seen: Seen) -> Iterator[Reference]:
    """Reverse accessors to a model of a domain in a higher layer."""
    height = seen.height
    for importer, imported, one in seen.crossing:
        is_placed = importer in height and imported in height
        if one.kind == "reverse-access" and is_placed and height[imported] < height[importer]:
            yield one
