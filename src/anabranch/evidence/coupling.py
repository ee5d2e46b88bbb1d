"""What changes together: changes of the main line by the domains that they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from anabranch.evidence.changes import Change

MOST_FILES = 30
"""Changes of more files are renames, formatting, imports of other code: they join everything to everything."""
LEAST = 5
"""Changes that two domains have to share before it is told."""

UnitOfPath = Callable[[str], str]
"""The domain that a path lies in; empty for none."""


class Touch(NamedTuple):
    """A change and the domains it touches."""

    change: Change
    units: tuple[str, ...]


class Coupled(NamedTuple):
    """Two domains: how many changes touched both, each, and one example of both."""

    one: str
    other: str
    together: int
    one_changes: int
    other_changes: int
    example: str

    @property
    def share(self) -> float:
        """Changes of both as a share of the changes of the domain that changed less."""
        return self.together / min(self.one_changes, self.other_changes)


def touches_of(changes: Iterable[Change], unit: UnitOfPath) -> list[Touch]:
    """The changes that touch a domain, large ones left out."""
    found = []
    for change in changes:
        if len(change.files) <= MOST_FILES:
            units = tuple(sorted({name for path in change.files if (name := unit(path))}))
            if units:
                found.append(Touch(change, units))
    return found


def couple(touches: Sequence[Touch]) -> list[Coupled]:
    """Every pair of domains that changed together at least once: most changes first, then by name."""
    single = Counter(unit for touch in touches for unit in touch.units)
    pairs: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for touch in touches:
        for pair in combinations(touch.units, 2):
            pairs[pair] += 1
            example.setdefault(pair, touch.change.commit)
    rows = [Coupled(*pair, count, single[pair[0]], single[pair[1]], example[pair]) for pair, count in pairs.items()]
    return sorted(rows, key=lambda row: (-row.together, row.one, row.other))


def without_reference(rows: Iterable[Coupled], joined: set[frozenset[str]]) -> list[Coupled]:
    """Coupled by change, with no dependency either way: something that the code does not show joins them."""
    return [row for row in rows if row.together >= LEAST and frozenset((row.one, row.other)) not in joined]


def without_change(
    rows: Iterable[Coupled], touches: Sequence[Touch], joined: set[frozenset[str]]
) -> list[tuple[str, str]]:
    """Joined by dependencies though they never changed together, each having changed often enough: a stable edge."""
    single = Counter(unit for touch in touches for unit in touch.units)
    together = {frozenset((row.one, row.other)) for row in rows}
    pairs = (tuple(sorted(pair)) for pair in joined - together if len(pair) == 2)
    return sorted((one, other) for one, other in pairs if min(single[one], single[other]) >= LEAST)


def path_reader(folders: Iterable[tuple[str, str]]) -> UnitOfPath:
    """From (folder, domain) pairs: the domain of the innermost folder over a path."""
    known = {folder.strip("/"): unit for folder, unit in folders if folder.strip("/")}

    def unit(path: str) -> str:
        folder = path.rpartition("/")[0]
        while folder:
            if folder in known:
                return known[folder]
            folder = folder.rpartition("/")[0]
        return ""

    return unit
