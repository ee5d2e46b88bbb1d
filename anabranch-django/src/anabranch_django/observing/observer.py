"""The one value that hooks share: what to watch, where things belong, and what was seen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from anabranch_django.observing.domains import PACKAGES, Domains
from anabranch_django.observing.gates import ALWAYS, Gate
from anabranch_django.observing.inheriting import Inheriting
from anabranch_django.observing.lines import reached
from anabranch_django.observing.places import Places
from anabranch_django.observing.records import Record
from anabranch_django.observing.rows import MOST_ROWS, Row, Rows, Symbol
from anabranch_django.observing.sites import Site, Sites
from anabranch_django.observing.written import Prefetching, Raw, Sheet, Written

if TYPE_CHECKING:
    from anabranch_django.observing.watch import Watch

Result = TypeVar("Result")

REACHED = "reached"
"""Kind of the rows that say which of the lines asked for ran; they are no crossings."""


class Deletion(NamedTuple):
    """A deletion by one of Django's collectors: the line that asked for it, and of which models it asked for rows."""

    collector: object
    file: str
    line: int
    models: frozenset[Symbol]


class Local(threading.local):
    """What this thread is in the middle of."""

    hop = 0
    deletion: Deletion | None = None
    # Tables that the query which runs now locks, none for all of its own.
    locked: frozenset[str] | None = None
    written: Written | Raw | None = None
    prefetching: Prefetching | None = None


class Observer:
    """Answers hooks whether something crosses, and keeps what does."""

    def __init__(self, watch: Watch, record: Record, gate: Gate = ALWAYS, most_rows: int = MOST_ROWS) -> None:
        self.watch = watch
        self.domain = watch.domain
        self.places = Places(watch)
        self.domains = Domains(self.places)
        self.sites = Sites(self.places, Inheriting(self.domains))
        self.rows = Rows(most_rows)
        self.record = record
        self.gate = gate
        self.local = Local()
        self.written = Sheet()
        self.test = ""

    def apart(self, one: str, other: str) -> bool:
        """Whether two domains are on different sides. Test code and other people's code are on neither.

        The tables of installed packages are on no side where every edge is watched.
        """
        if not one or not other or one == other:
            return False
        if self.domain is None:
            return PACKAGES not in (one, other)
        return (one == self.domain) != (other == self.domain)

    def crosses(self, site: Site, domain: str) -> bool:
        """Whether what a line reaches is on another side than it. What is inherited reaches its heir's own as that."""
        return domain != site.heir and self.apart(site.domain, domain)

    def foreign(self, site: Site, domain: str) -> bool:
        """Whether a thing that crosses lies on the other side of a site; of a test, the rehearsed domain does."""
        if site.domain:
            return self.crosses(site, domain)
        return self.domain is not None and domain == self.domain

    def add(
        self, kind: str, site: Site, imported: Symbol, detail: Mapping[str, object], key: Hashable = ()
    ) -> Row | None:
        """Count a crossing at a site. `key` tells apart rows of one kind and one imported symbol there."""
        if not site.domain and self.domain is None:
            return None
        full = (kind, site.file, site.line, imported, key)
        with self.rows.lock:
            row = self.rows.get(full)
            if row is None:
                importer = Symbol(site.domain, site.symbol)
                row = self.rows.put(full, Row(kind, site.file, site.line, importer, imported, copied(detail)))
            if row is not None:
                row.seen_in(self.test)
                row.unite(detail)
        return row

    def safely(self, what: str, act: Callable[..., Result], *arguments: object) -> Result | None:
        """Observe something; whatever goes wrong is noted in the record, and never reaches the team's code."""
        try:
            return act(*arguments)
        except Exception as error:  # noqa: BLE001 (a watched test must not notice)
            self.record.note(f"{what}: {type(error).__name__}: {error}"[:300])
            return None

    def begin_test(self, name: str) -> None:
        """From here on what is seen is seen in this test."""
        self.test = name
        self.record.tests += 1

    def end_test(self) -> None:
        """A good moment to write, when some time has gone by since the last."""
        self.test = ""
        self.write_when_due()

    def write_when_due(self) -> None:
        """Write the record when its time has come, and no other thread writes it already."""
        lock = self.record.lock
        if time.monotonic() >= self.record.due and lock.acquire(blocking=False):
            try:
                self.write(complete=False)
            finally:
                lock.release()

    def write(self, *, complete: bool) -> None:
        """Write the record now, with the lines that were reached."""
        nobody = Symbol("", "")
        with self.record.lock:
            for file, line in reached():
                self.rows.put((REACHED, file, line), Row(REACHED, file, line, nobody, nobody, {}, count=1))
            self.safely("record", lambda: self.record.write(self.rows, complete=complete))

    def forget(self) -> None:
        """Begin a record of its own in a forked child; the parent keeps what was seen before."""
        self.rows.forget()
        self.record.begin()


def copied(detail: Mapping[str, object]) -> dict[str, object]:
    """A detail of the row's own: its sets grow."""
    return {name: set(value) if isinstance(value, (set, frozenset)) else value for name, value in detail.items()}
