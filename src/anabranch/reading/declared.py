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

    placed: frozenset[str] = frozenset()
    """Units of the app level that an order speaks of: an app is whole or split as it says, whatever its lines."""
    named: frozenset[str] = frozenset()
    """What is named besides, as the parts of a domain: it keeps an app whole that no order splits."""

    @property
    def mark(self) -> str:
        """Tells one from another; empty for nothing."""
        if self == NOTHING_DECLARED:
            return ""
        return repr((sorted(self.parts.items()), sorted(self.pins), sorted(self.placed), sorted(self.named)))


NOTHING_DECLARED = Declared()
