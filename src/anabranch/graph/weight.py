"""How heavy a dependency is: schema ties before code ties."""

from __future__ import annotations

from typing import NamedTuple


class Weight(NamedTuple):
    """A number of ties, compared schema ties first (as a tuple is), added part by part.

    Under a weighing that counts references or files, the count stands in `code`.
    """

    schema: int = 0
    code: int = 0

    def __add__(self, other: tuple[object, ...]) -> Weight:
        """Add part by part; a plain tuple would be appended instead."""
        if not isinstance(other, Weight):
            return NotImplemented
        return Weight(self.schema + other.schema, self.code + other.code)


NOTHING = Weight()
