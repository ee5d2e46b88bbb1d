"""Where a query was written: a queryset is built in one place, passed on, and run in quite another.

Each line that builds on a query is noted with the query itself, which its copies inherit. What runs then belongs to
the line that named the other side, and not to a template or a base class that takes whatever it is given.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.query import RawQuerySet
from django.db.models.sql import RawQuery
from django.db.models.sql.compiler import SQLCompiler
from django.template.base import Variable

from anabranch_django.observing.domains import PACKAGES
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.places import Place
from anabranch_django.observing.sites import Site, frame_at
from anabranch_django.observing.written import NOTED, PREFETCHED, RAW, Noted, Prefetching, Raw

ORM = Model.__init__.__code__.co_filename.rpartition("/base.py")[0] + "/"
TAKES_ANY = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS
RESOLVING = vars(Variable)["_resolve_lookup"].__code__


def install(observer: Observer) -> None:
    """Wrap how querysets come to be, how they are compiled, and how they prefetch."""
    notes = _Notes(observer)
    wrap(QuerySet, "__init__", lambda make: _making(observer, notes.note, make))
    wrap(SQLCompiler, "execute_sql", lambda execute: _executing(observer, execute))
    wrap(QuerySet, "prefetch_related", lambda name: _naming(observer, notes, name))
    wrap(QuerySet, "_prefetch_related_objects", lambda prefetch: _prefetching(observer, prefetch))
    wrap(RawQuerySet, "__init__", lambda make: _making(observer, notes.note_raw, make))
    wrap(RawQuery, "clone", _copying_raw)
    wrap(RawQuery, "_execute_query", lambda execute: _executing_raw(observer, execute))


def _making(observer: Observer, note: Callable[..., None], make: Callable[..., Any]) -> Callable[..., Any]:
    def made(self: Any, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        if observer.gate.is_open():
            observer.safely("query", note, self, frame_at(1))

    return made


def _executing(observer: Observer, execute: Callable[..., Any]) -> Callable[..., Any]:
    local, sheet = observer.local, observer.written

    def executed(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        before = local.written
        local.written = sheet.of(self.query) or before
        try:
            return execute(self, *args, **kwargs)
        finally:
            local.written = before

    return executed


def _copying_raw(copy: Callable[..., Any]) -> Callable[..., Any]:
    """A copy is for another database, whose text is still that of who wrote it."""

    def copied(self: RawQuery, *args: Any, **kwargs: Any) -> Any:
        clone = copy(self, *args, **kwargs)
        if RAW in self.__dict__:
            clone.__dict__[RAW] = self.__dict__[RAW]
        return clone

    return copied


def _executing_raw(observer: Observer, execute: Callable[..., Any]) -> Callable[..., Any]:
    local, sheet = observer.local, observer.written

    def executed(self: RawQuery) -> Any:
        before = local.written
        noted = self.__dict__.get(RAW)
        local.written = Raw(sheet, *noted) if noted else before
        try:
            return execute(self)
        finally:
            local.written = before

    return executed


def _naming(observer: Observer, notes: _Notes, name: Callable[..., Any]) -> Callable[..., Any]:
    def named(self: QuerySet[Any], *lookups: Any) -> Any:
        queryset = name(self, *lookups)
        if observer.gate.is_open():
            observer.safely("query", notes.note, queryset, frame_at(1))
            observer.safely("query", notes.note_prefetch, queryset, lookups, frame_at(1))
        return queryset

    return named


def _prefetching(observer: Observer, prefetch: Callable[..., Any]) -> Callable[..., Any]:
    local, sheet = observer.local, observer.written

    def prefetched(self: QuerySet[Any]) -> Any:
        before = local.written, local.prefetching
        query = self._query  # type: ignore[attr-defined]
        local.written = sheet.of(query)
        local.prefetching = Prefetching(sheet, self.model, query.__dict__.get(PREFETCHED, ()))
        try:
            return prefetch(self)
        finally:
            local.written, local.prefetching = before

    return prefetched


class _Notes:
    """Notes with a query the lines that build on it."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def note_prefetch(self, queryset: QuerySet[Any], lookups: tuple[Any, ...], frame: FrameType) -> None:
        """Note the line that names what is to be prefetched; `None` forgets what was."""
        query = queryset._query  # type: ignore[attr-defined]
        if lookups == (None,):
            query.__dict__.pop(PREFETCHED, None)
            return
        lines, _ = self._builders(frame, "")
        number = self._observer.written.number(lines[0]) if lines else -1
        paths = (str(getattr(lookup, "prefetch_through", lookup)) for lookup in lookups)
        query.__dict__[PREFETCHED] = (*query.__dict__.get(PREFETCHED, ()), *((path, number) for path in paths))

    def note(self, queryset: QuerySet[Any], frame: FrameType) -> None:
        """Note the line that makes or copies a queryset, where one does; some packages make one of no model at all."""
        if queryset.model is None:
            return
        query = queryset._query  # type: ignore[attr-defined]
        known = query.__dict__.get(NOTED, ())
        domain = self._observer.domains.of_model(queryset.model).domain
        if not domain or (domain == PACKAGES and self._observer.domain is None):
            return
        found, outside = self._builders(frame, domain)
        if not found and outside is not None and self._is_new(outside, known):
            site = self._observer.sites.find(outside)
            found = [site] if site is not None and site.domain else []
        if found:
            query.__dict__[NOTED] = self._observer.written.noted(known, found, query)

    def note_raw(self, queryset: RawQuerySet[Any], frame: FrameType) -> None:
        """Note the line that makes a raw query, and that which asks for it; a copy of its queryset has the same."""
        domain = self._observer.domains.of_model(queryset.model).domain if queryset.model is not None else ""
        query = queryset.query.__dict__
        if domain and RAW not in query:
            lines, _ = self._builders(frame, domain)
            query[RAW] = (tuple(map(self._observer.written.number, lines)), queryset.model)

    def _builders(self, frame: FrameType | None, domain: str) -> tuple[list[Site], FrameType | None]:
        """The line outside of the ORM, where it is the team's; behind code of the model's own domain the next, too.

        A method that overrides the ORM's own of that name, and takes whatever that takes, hands on what it was given:
        whoever calls it wrote that.
        """
        found: list[Site] = []
        of, site_at = self._observer.places.of, self._observer.written.site
        heir_of = self._observer.sites.inheriting.heir
        handing: tuple[FrameType, Place] | None = None
        inner = ""
        while frame is not None:
            filename = frame.f_code.co_filename
            if not filename.startswith(ORM):
                place = of(filename)
                if place is None or place.history or not place.domain:
                    break
                heir = "" if place.domain == domain else heir_of(frame, place)
                is_own = domain != "" and domain in (place.domain, heir)
                if not found and inner == frame.f_code.co_name and frame.f_code.co_flags & TAKES_ANY:
                    handing = handing or (frame, place)
                elif not is_own or not found:
                    found.append(site_at(frame, place, heir))
                    if not is_own:
                        break
            inner = frame.f_code.co_name
            frame = frame.f_back
        if handing and not found:
            found = [site_at(*handing, heir_of(*handing))]
        return found, frame

    def _is_new(self, outside: FrameType, known: Noted) -> bool:
        """A template calls a manager's method by itself; other code of Django's only passes on what was begun."""
        if outside.f_code is RESOLVING:
            return True
        is_ours = self._observer.sites.places.of(outside.f_code.co_filename) is not None
        return not known and not is_ours and self._observer.local.written is None
