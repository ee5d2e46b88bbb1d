"""The lines that a query was written at, as numbers that a copied or pickled query can carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from types import FrameType
from typing import Any, NamedTuple

from anabranch_django.observing.places import Place
from anabranch_django.observing.sites import Site, site_of

NOTED = "_anabranch_noted"
"""Attribute of a query: what is noted of each line, in order."""

MOST = 8
"""Lines that are noted of one query."""


class Note(NamedTuple):
    """A line that built on a query, or, where it `asks`, one that only asked its owner for one of its own."""

    number: int
    tables: int
    """How many tables were joined before."""
    selected: int
    """How many relations were to be selected along before."""
    asks: bool


Noted = tuple[tuple[int, int, int, bool], ...]
"""Notes as they are kept with a query: plain, so that a pickled query can be read where this library is not."""


class Written(NamedTuple):
    """What is noted of a query that runs now; `tables` is how many it had before it was compiled."""

    sheet: Sheet
    noted: tuple[Note, ...]
    query: Any
    tables: int

    def lines(self) -> list[Site]:
        """The lines that built it, in order, then those that asked its owner for it."""
        return [self.sheet.at(note.number) for note in sorted(self.noted, key=lambda note: note.asks)]

    def sites(self, table: str, *, asking: bool) -> Iterator[Site]:
        """Where a table may have been named, the likeliest first: the line that joined it, else the first line.

        With `asking` also lines that only asked the owner of the queried model for a query of its own.
        """
        built = [note for note in self.noted if not note.asks]
        joined = self._joined(table, built)
        yield from (self.sheet.at(note.number) for note in joined[-1:])
        yield from self.lines() if asking else (self.sheet.at(note.number) for note in built)

    def _joined(self, table: str, built: list[Note]) -> list[Note]:
        """The lines up to the one that joined a table, or that had relations selected along."""
        names = [each.table_name for each in self.query.alias_map.values()]
        position = names.index(table) if table in names else 0
        if position < self.tables:
            return [note for note in built if position and note.tables <= position]
        all_selected = selected_by(self.query)
        return [note for note in built if note.selected < all_selected]


class Sheet:
    """The sites that lines were noted as, by number. There are no more than the team has lines that build queries.

    Threads share it without a lock: a number is taken once, and whichever is kept first for a line stands for it.
    """

    def __init__(self) -> None:
        self._count = count()
        self._sites: dict[int, Site] = {}
        self._numbers: dict[Site | tuple[int, int], int] = {}

    def site(self, frame: FrameType, place: Place) -> Site:
        """The site of a frame, made once a line: a code object stays as long as a site that has it."""
        number = self._numbers.get((id(frame.f_code), frame.f_lineno))
        return self._sites[number] if number is not None else self.at(self._number(site_of(frame, place)))

    def noted(self, known: Noted, sites: Sequence[Site], tables: int, selected: int) -> Noted:
        """What a query carries once a further line built on it; behind that, lines that asked for it."""
        new = [(self._number(site), tables, selected, place > 0) for place, site in enumerate(sites)]
        return (*known, *(note for note in new if not known or note[0] != known[-1][0]))[:MOST]

    def of(self, query: Any) -> Written | None:
        """What is noted of a query; None where that is nothing, or lines that this process does not know."""
        query = getattr(query, "inner_query", query)
        noted: Noted = query.__dict__.get(NOTED, ())
        if not noted or any(note[0] not in self._sites for note in noted):
            return None
        return Written(self, tuple(Note(*note) for note in noted), query, len(query.alias_map))

    def at(self, number: int) -> Site:
        """The site of a number."""
        return self._sites[number]

    def _number(self, site: Site) -> int:
        key: Site | tuple[int, int] = site if site.code is None else (id(site.code), site.line)
        known = self._numbers.get(key)
        if known is not None:
            return known
        number = next(self._count)
        self._sites[number] = site
        return self._numbers.setdefault(key, number)


def selected_by(query: Any) -> int:
    """How many relations a query selects along, all of them counted as one."""
    wanted = query.select_related
    return _count(wanted) if isinstance(wanted, dict) else int(bool(wanted))


def _count(wanted: dict[str, Any]) -> int:
    return sum(1 + _count(inner) for inner in wanted.values())
