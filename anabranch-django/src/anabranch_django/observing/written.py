"""The lines that a query was written at, as numbers that a copied or pickled query can carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from types import FrameType
from typing import Any, NamedTuple

from anabranch_django.observing.places import Place
from anabranch_django.observing.sites import Site, site_of

NOTED = "_anabranch_noted"
"""Attribute of a query: for each line its number, how many tables the query had before, and whether it only asked."""

MOST = 8
"""Lines that are noted of one query."""

Noted = tuple[tuple[int, int, bool], ...]


class Written(NamedTuple):
    """What is noted of a query that runs now; `tables` is how many it had before it was compiled."""

    sheet: Sheet
    noted: Noted
    query: Any
    tables: int

    def lines(self) -> list[Site]:
        """The lines that built it, in order, then those that asked its owner for it."""
        return [self.sheet.at(number) for number, _, _ in sorted(self.noted, key=lambda noted: noted[2])]

    def sites(self, table: str, *, asking: bool) -> Iterator[Site]:
        """Where a table may have been named, the likeliest first: the line that joined it, else the first line.

        With `asking` also lines that only asked the owner of the queried model for a query of its own.
        """
        joined = [each.table_name for each in islice(self.query.alias_map.values(), self.tables)]
        position = joined.index(table) if table in joined else 0
        built = [(number, tables) for number, tables, asks in self.noted if not asks]
        before = [number for number, tables in built if position and tables <= position]
        yield from (self.sheet.at(number) for number in before[-1:])
        yield from self.lines() if asking else (self.sheet.at(number) for number, _ in built)


class Sheet:
    """The sites that lines were noted as, by number. There are no more than the team has lines that build queries."""

    def __init__(self) -> None:
        self._sites: list[Site] = []
        self._numbers: dict[Site | tuple[int, int], int] = {}

    def site(self, frame: FrameType, place: Place) -> Site:
        """The site of a frame, made once a line: a code object stays as long as a site that has it."""
        key = (id(frame.f_code), frame.f_lineno)
        number = self._numbers.get(key)
        if number is None:
            self._sites.append(site_of(frame, place))
            number = self._numbers[key] = len(self._sites) - 1
        return self._sites[number]

    def noted(self, known: Noted, sites: Sequence[Site], tables: int) -> Noted:
        """What a query carries once a further line built on it; behind that, lines that asked for it."""
        new = [(self._number(site), tables, place > 0) for place, site in enumerate(sites)]
        return (*known, *(each for each in new if not known or each[0] != known[-1][0]))[:MOST]

    def of(self, query: Any) -> Written | None:
        """What is noted of a query; None where that is nothing, or another process noted it."""
        query = getattr(query, "inner_query", query)
        noted: Noted = query.__dict__.get(NOTED, ())
        if not noted or max(number for number, *_ in noted) >= len(self._sites):
            return None
        return Written(self, noted, query, len(query.alias_map))

    def at(self, number: int) -> Site:
        """The site of a number."""
        return self._sites[number]

    def _number(self, site: Site) -> int:
        key: Site | tuple[int, int] = site if site.code is None else (id(site.code), site.line)
        number = self._numbers.get(key)
        if number is None:
            self._sites.append(site)
            number = self._numbers[key] = len(self._sites) - 1
        return number
