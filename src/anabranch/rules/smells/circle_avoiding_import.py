"""An import inside a function because at the top it would close a circle: the circle is there all the same."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.hoisting import CLOSES
from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen


def find_circle_avoiding_imports(seen: Seen) -> Iterator[Reference]:
    """Local imports of another domain that could not be hoisted."""
    yield from (one for one in seen.of_kind("import-local") if CLOSES in one.note)
