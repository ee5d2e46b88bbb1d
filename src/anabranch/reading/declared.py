"""What a team has declared of its project, as far as the map follows it: parts cut out of apps, and pins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from anabranch.graph.pins import Pin


class Declared(NamedTuple):
    """Nothing, unless said otherwise."""

    parts: Mapping[str, str] = {}
    """Packages, modules and definitions of modules, by dotted name, with the unit that each belongs to: the most
    specific name decides. Names of units of the app level are none of them.
    """
    pins: tuple[Pin, ...] = ()
    """Directions between units of the app level; names that are no unit are passed over, `all` is every other unit."""

    @property
    def mark(self) -> str:
        """Tells one from another; empty for nothing."""
        return repr((sorted(self.parts.items()), sorted(self.pins))) if self.parts or self.pins else ""


NOTHING_DECLARED = Declared()
