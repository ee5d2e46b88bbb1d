"""Statements: joins and subqueries over the edge, writes and reads on the other side of it, locks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper
from django.db.models.sql.compiler import SQLCompiler

from anabranch_django.observing.domains import PACKAGES
from anabranch_django.observing.hooks.transactions import note_savepoint, note_writes
from anabranch_django.observing.inheriting import is_part_of
from anabranch_django.observing.joins import tables_locked_by
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import Site, frame_at
from anabranch_django.observing.statements import Table, read_tables, shorten, text_of
from anabranch_django.observing.written import Raw, Written

MOST_TEXTS = 20_000


class Touched(NamedTuple):
    """A model whose table a statement names."""

    model: Symbol
    table: str
    level: int
    written: bool
    locked: bool


class Known(NamedTuple):
    """What is known of one text: the models in it, of the project and of packages."""

    touched: tuple[Touched, ...]
    packages: tuple[Touched, ...]
    domains: frozenset[str]


NOTHING = Known((), (), frozenset())


class Texts:
    """Statements by text, each read once; all are forgotten when there are too many."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._known: dict[str, Known] = {}

    def read(self, sql: str, vendor: str) -> Known:
        """What is known of a statement for a database of some kind."""
        known = self._known.get(sql)
        if known is None:
            known = self._read_short(sql, vendor)
            if len(self._known) >= MOST_TEXTS:
                self._known.clear()
            if len(sql) < 10_000:
                self._known[sql] = known
        return known

    def _read_short(self, sql: str, vendor: str) -> Known:
        short = shorten(sql)
        known = self._known.get(short)
        if known is None:
            known = self._known[short] = self._resolve(read_tables(short, escapes=vendor == "mysql"))
        return known

    def _resolve(self, tables: tuple[Table, ...]) -> Known:
        found = [(self._observer.domains.of_table(table.name), *table) for table in tables]
        touched = tuple(Touched(*each) for each in found if each[0].domain)
        ours = tuple(one for one in touched if one.model.domain != PACKAGES)
        packages = tuple(one for one in touched if one.model.domain == PACKAGES)
        return Known(ours, packages, frozenset(one.model.domain for one in ours)) if ours else NOTHING


def install(observer: Observer) -> None:
    """Wrap the one method of cursors through which every statement of every connection goes."""
    texts = Texts(observer)

    def around(execute: Callable[..., Any]) -> Callable[..., Any]:
        def observed(self: CursorWrapper, sql: Any, *args: Any, **kwargs: Any) -> Any:
            result = execute(self, sql, *args, **kwargs)
            if observer.gate.is_open():
                observer.safely("sql", _record, observer, texts, self, sql)
            return result

        return observed

    wrap(CursorWrapper, "_execute_with_wrappers", around)
    if "lock" in observer.record.detect:
        wrap(SQLCompiler, "execute_sql", lambda execute: _watching_locks(observer, execute))


def _watching_locks(observer: Observer, execute: Callable[..., Any]) -> Callable[..., Any]:
    # SQLite has no FOR UPDATE: Django leaves it out of the text, but the code relies on it all the same.
    def observed(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        if not getattr(self.query, "select_for_update", False):
            return execute(self, *args, **kwargs)
        observer.local.locked = observer.safely("lock", tables_locked_by, self.query)
        try:
            return execute(self, *args, **kwargs)
        finally:
            observer.local.locked = None

    return observed


def _record(observer: Observer, texts: Texts, cursor: CursorWrapper, sql: Any) -> None:
    text = text_of(sql, cursor.cursor)
    known = texts.read(text, cursor.db.vendor)
    if not known.touched:
        note_savepoint(cursor.db, text)
        return
    writes = any(touched.written for touched in known.touched)
    if observer.local.hop and not writes:
        return
    site = observer.sites.find(frame_at(3), known.domains)
    if site is None:
        return
    follows = _follows(observer, site, known, writes)
    if writes:
        note_writes(cursor.db, site, known.touched, follows)
    if not follows:
        _record_at(observer, site, known)


def _follows(observer: Observer, site: Site, known: Known, writes: bool) -> bool:
    """Whether a statement only follows from a deletion, whose cascades tell of it.

    The rows that it was asked for are no cascade: they are written by whoever asks, and what chose them is joined.
    """
    deletion, written = observer.local.deletion, observer.local.written
    if deletion is None or (site.file, site.line) != (deletion.file, deletion.line):
        return False
    asked = [one.table for one in known.touched if one.model in deletion.models]
    if writes:
        return not asked
    alone = len(asked) == len(known.touched) + len(known.packages)
    return written is None or alone or not any(map(written.begins_with, asked))


def _record_at(observer: Observer, site: Site, known: Known) -> None:
    everything = _all_touched(observer, known)
    statement = _Statement(site, everything)
    untold = [touched for touched in everything if not _tell(observer, statement, touched)]
    if len(everything) == 1:
        return
    # Over both sides it is somebody's crossing: where a class inherited it, and nothing else tells, the base's.
    alone = statement._replace(heirs=False)
    for touched in untold:
        if any(observer.apart(other.model.domain, touched.model.domain) for other in untold):
            _tell(observer, alone, touched)


class _Statement(NamedTuple):
    """A statement that ran at a site; `heirs` says whether a line is also of the domain that inherited it."""

    site: Site
    everything: tuple[Touched, ...]
    heirs: bool = True

    def seen(self, site: Site) -> Site:
        """A site as it counts."""
        return site if self.heirs else site.by_itself()


def _tell(observer: Observer, statement: _Statement, touched: Touched) -> bool:
    """Count a table that is touched, where that is a crossing. Answers whether it is."""
    everything = statement.everything
    kind = _kind(observer, everything, touched)
    cause = statement.seen(statement.site) if kind in {"write", "lock"} else _cause(observer, statement, touched)
    if not observer.foreign(cause, touched.model.domain):
        return False
    if kind not in {"join", "subquery"} and (not cause.domain or _is_own(observer, cause, touched)):
        return False
    observer.add(kind, cause, touched.model, {"tables": {one.table for one in everything}})
    return True


def _all_touched(observer: Observer, known: Known) -> tuple[Touched, ...]:
    """With the tables of packages, where the rehearsed domain's are in one statement with them: that would fail.

    By themselves they can be read wherever there is a connection to them.
    """
    both = known.packages and any(one.model.domain == observer.domain for one in known.touched)
    return known.touched + known.packages if both else known.touched


def _cause(observer: Observer, statement: _Statement, touched: Touched) -> Site:
    """The line that put the table into the query, where one did; else the first on the other side of it that built
    the query; else where it runs.

    What its owner writes and runs, whoever called it, is no affair of the caller's. And what a third domain joins to a
    query is none of the domain's that began it.
    """
    written, domain, site = observer.local.written, touched.model.domain, statement.seen(statement.site)
    if written is None:
        return site
    named = [*written.joined(touched.table), *_named_within(written, touched), *_prefetched(observer, touched)]
    is_settled = named and not written.begins_with(touched.table)
    found = named if is_settled else [*named, *written.sites(asking=not site.is_of(domain))]
    lines = [statement.seen(line) for line in found]
    return next((line for line in lines if observer.foreign(line, domain)), lines[0] if is_settled else site)


def _named_within(written: Written | Raw, touched: Touched) -> list[Site]:
    """Lines that named the table in a query inside of it; that its owner wrote one does not say who put it there."""
    inner = written.within(touched.table) if touched.level else ()
    return [line for line in inner if line.domain != touched.model.domain]


def _prefetched(observer: Observer, touched: Touched) -> list[Site]:
    """The line that named what is prefetched, where that leads to the table."""
    prefetching = observer.local.prefetching
    site = prefetching.site(touched.model, observer.domains.of_model) if prefetching is not None else None
    return [] if site is None else [site]


def _is_own(observer: Observer, site: Site, touched: Touched) -> bool:
    """A method of an abstract base reads and writes the table of the model that inherits it."""
    model = observer.domains.model_of_table(touched.table)
    return model is not None and is_part_of(site.code, site.module, model)


def _kind(observer: Observer, everything: tuple[Touched, ...], touched: Touched) -> str:
    if touched.written:
        return "write"
    if _is_locked(observer, touched):
        return "lock"
    apart = [one for one in everything if observer.apart(one.model.domain, touched.model.domain)]
    if not apart:
        return "read"
    return "join" if any(one.level == touched.level and not one.written for one in apart) else "subquery"


def _is_locked(observer: Observer, touched: Touched) -> bool:
    """Whether the statement, or else the outermost query that it is made of, asks for locks of the table's rows."""
    tables = observer.local.locked
    asked = tables is not None and touched.level == 0 and (not tables or touched.table in tables)
    return "lock" in observer.record.detect and (touched.locked or asked)
