"""The lines that a query was written at, as numbers that a copied or pickled query can carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count, pairwise
from types import FrameType
from typing import Any, NamedTuple

from django.db.models import Model

from anabranch_django.observing.joins import (
    ANY,
    is_ordered_along,
    models_along,
    paths_of,
    queries_within,
    relations_selected_by,
)
from anabranch_django.observing.places import Place
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import Site, site_of

NOTED = "_anabranch_noted"
"""Attribute of a query: what is noted of each line, in order."""

PREFETCHED = "_anabranch_prefetched"
"""Attribute of a query: of each path that is to be prefetched, the line that named it."""

RAW = "_anabranch_raw"
"""Attribute of a raw query: the lines that made it, the first of which wrote its text, and its model."""

MOST = 8
"""Lines that are noted of one query."""


class Note(NamedTuple):
    """A line that built on a query, or, where it `asks`, one that only asked its owner for one of its own.

    How the query was before: so many tables were joined, these relations selected along, this its order.
    """

    number: int
    tables: int
    selected: tuple[str, ...]
    ordered: tuple[Any, ...]
    asks: bool


Noted = tuple[tuple[int, int, tuple[str, ...], tuple[Any, ...], bool], ...]
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

    def sites(self, *, asking: bool) -> list[Site]:
        """The lines that built it, in order; with `asking` also those that only asked the owner for it."""
        return self.lines() if asking else [self.sheet.at(note.number) for note in self._built()]

    def joined(self, table: str) -> list[Site]:
        """Of each time that a table was joined to it, the lines that named it; nothing of the table it began with."""
        found = [
            note
            for position, join in enumerate(self.query.alias_map.values())
            if join.table_name == table and join.parent_alias is not None
            for note in self._joined_at(position, join)
        ]
        return [self.sheet.at(note.number) for note in found]

    def within(self, table: str) -> list[Site]:
        """Where queries inside of it named a table: the lines that joined it there, or that built a query of it."""
        inner = filter(None, map(self.sheet.of, queries_within(self.query)))
        return [site for one in inner for site in one.joined(table) or (one.lines() if one.begins_with(table) else ())]

    def begins_with(self, table: str) -> bool:
        """Whether it is a query of this table, which it may join again."""
        return self.query.model is not None and self.query.get_meta().db_table == table

    def _built(self) -> list[Note]:
        return [note for note in self.noted if not note.asks]

    def _joined_at(self, position: int, join: Any) -> list[Note]:
        """The lines that named a join, in order: in a condition or a value, among relations to select, in an order."""
        paths = paths_of(self.query, join)
        if not paths:
            return []
        built = self._built()
        found: list[Note] = []
        if _selects(relations_selected_by(self.query), paths):
            found += [note for note in built if not _selects(note.selected, paths)][-1:]
        if is_ordered_along(self.query, paths):
            found += [note for note in built if note.ordered != self.query.order_by][-1:]
        joined = [note for note in built if note.tables <= position][-1:] if position < self.tables else []
        # A query that ran before has joined by then what it was only asked to select.
        if joined and all(built.index(joined[0]) < built.index(note) for note in found):
            found += joined
        return sorted(found, key=built.index)


class Raw(NamedTuple):
    """What is noted of a raw query that runs now: who wrote its text named all of its tables but its owner's own."""

    sheet: Sheet
    asked: tuple[int, ...]
    model: type[Model]

    def lines(self) -> list[Site]:
        """The line that wrote it, then those that asked its owner for it."""
        return list(filter(None, map(self.sheet.known, self.asked)))

    def sites(self, *, asking: bool) -> list[Site]:
        """The line that wrote it; with `asking` also those that only asked the owner for it."""
        return self.lines() if asking else self.lines()[:1]

    def joined(self, table: str) -> list[Site]:
        """The line that named a table beside its model's own."""
        return [] if self.begins_with(table) else self.sites(asking=False)

    def within(self, _table: str) -> list[Site]:
        """Nothing: its text is one."""
        return []

    def begins_with(self, table: str) -> bool:
        """Whether it is a query of this table."""
        return self.model._meta.db_table == table


def _selects(selected: tuple[str, ...], paths: tuple[str, ...]) -> bool:
    return ANY in selected or any(path in selected for path in paths)


class Prefetching(NamedTuple):
    """What a queryset prefetches now: paths, each with the line that named it."""

    sheet: Sheet
    model: type[Model]
    noted: tuple[tuple[str, int], ...]

    def site(self, symbol: Symbol, of_model: Callable[[type[Model]], Symbol]) -> Site | None:
        """The line that named a path over a model of this symbol."""
        for path, number in self.noted:
            if any(of_model(model) == symbol for model in models_along(self.model, path)):
                return self.sheet.known(number)
        return None


class Sheet:
    """The sites that lines were noted as, by number. There are no more than the team has lines that build queries.

    Threads share it without a lock: a number is taken once, and whichever is kept first for a line stands for it.
    """

    def __init__(self) -> None:
        self._count = count()
        self._sites: dict[int, Site] = {}
        self._numbers: dict[Site | tuple[int, int, str], int] = {}

    def site(self, frame: FrameType, place: Place, heir: str) -> Site:
        """The site of a frame, made once a line and heir: a code object stays as long as a site that has it."""
        number = self._numbers.get((id(frame.f_code), frame.f_lineno, heir))
        return self._sites[number] if number is not None else self.at(self.number(site_of(frame, place, heir)))

    def noted(self, known: Noted, sites: Sequence[Site], query: Any) -> Noted:
        """What a query carries once a further line builds on it; behind that, lines that asked for it."""
        state = len(query.alias_map), relations_selected_by(query), query.order_by
        new = [(self.number(site), *state, place > 0) for place, site in enumerate(sites)]
        fresh = [note for note in new if not known or note[0] != known[-1][0]]
        room = _with_room(known) if fresh and len(known) >= MOST else known
        return (*room, *fresh)[:MOST]

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

    def known(self, number: int) -> Site | None:
        """The site of a number that may be of another process."""
        return self._sites.get(number)

    def number(self, site: Site) -> int:
        """The number of a site, a new one where it has none."""
        key: Site | tuple[int, int, str] = site if site.code is None else (id(site.code), site.line, site.heir)
        known = self._numbers.get(key)
        if known is not None:
            return known
        number = next(self._count)
        self._sites[number] = site
        return self._numbers.setdefault(key, number)


def _with_room(known: Noted) -> Noted:
    """Without one line that joined, selected and ordered nothing: which tables were whose stays as it was."""
    idle = (place for place, (one, after) in enumerate(pairwise(known)) if place and one[1:4] == after[1:4])
    place = next(idle, None)
    return known if place is None else (*known[:place], *known[place + 1 :])
