"""Python calls over the edge, with what kinds of argument and result they carry.

On Python 3.12 and newer by `sys.monitoring`, which is told to be silent about all code that cannot cross; before, on
request, by a profile function.
"""

from __future__ import annotations

import inspect
import sys
import threading
from contextvars import ContextVar
from types import CodeType, FrameType
from typing import Any

import django

from anabranch_django.observing.frames import Values, values_at_start, values_for_profiler, values_in
from anabranch_django.observing.hooks.asynchronous import HANDED_OVER
from anabranch_django.observing.inheriting import class_of, is_part_of
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.places import Place
from anabranch_django.observing.qualnames import qualname_of
from anabranch_django.observing.rows import Row, Symbol
from anabranch_django.observing.sites import Site, frame_at
from anabranch_django.observing.values import Kinds

DJANGO = django.__file__.removesuffix("__init__.py")
# Of Django, only what stands between a caller and what it calls: managers' proxies, decorators, descriptors.
THROUGH = tuple(
    DJANGO + file
    for file in ("db/models/manager.py", "utils/decorators.py", "utils/functional.py", "contrib/auth/decorators.py")
)
# These call on nobody's behalf: they dispatch, and other kinds of crossing tell of that.
DISPATCHERS = tuple(
    f"/{name}" for name in ("celery/", "kombu/", "rest_framework/", "_pytest/", "unittest/", "asyncio/")
)
MOST_BETWEEN = 6
# Code that nobody but the function around it runs.
INNER = frozenset({"<module>", "<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"})
# Kinds are looked at for the first calls of a site in a test, then for some.
ALL_UP_TO = 20
THEN_EVERY = 16

Caller = tuple[Place, FrameType | Site]
"""Where the code lies that calls, and at which line it is."""


def install(observer: Observer) -> None:
    """Watch calls by what this Python has for it."""
    calls = Calls(observer)
    observer.sites.handed.append((calls.awaiting, calls.awaits))
    if sys.version_info >= (3, 12):
        _monitor(calls)
    else:
        _profile(calls)


class Calls:
    """Decides which call crosses, and counts it."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer
        self._kinds = Kinds()
        self._between: dict[str, bool] = {}
        # By identity, for a code object's hash reads all of it; with the code, so that no other takes its number.
        self._dispatches: dict[tuple[int, int], tuple[bool, CodeType | None, CodeType]] = {}
        self._callees: dict[int, tuple[CodeType, Symbol]] = {}
        # Of what a thread runs, who called it and awaits it.
        self.awaiting: ContextVar[Caller | None] = ContextVar("anabranch_awaiting", default=None)
        # Before Python 3.12 a called function is looked at by its profile function.
        self._values: Values = values_in if sys.version_info >= (3, 12) else values_for_profiler
        self._given: Values = values_at_start if sys.version_info >= (3, 12) else values_for_profiler

    def can_cross(self, code: CodeType) -> bool:
        """Whether any call of a code object can cross: it is a function of the project's, and no test."""
        place = self._observer.places.of(code.co_filename)
        if place is None or not place.domain or place.history or code.co_name in INNER:
            return False
        return bool(code.co_flags & inspect.CO_NEWLOCALS)

    def is_crossed(self, code: CodeType) -> bool:
        """Whether a call of it has crossed before."""
        return id(code) in self._callees

    def begin(self, code: CodeType, frame: FrameType) -> bool:
        """Count a call if it crosses, by the frame of the called function. Answers whether it does."""
        found = self._crossing(code, frame) if self._observer.gate.is_open() else None
        if found is None or self._is_dispatch(found[0], code, frame):
            return False
        row = self._observer.add("call", *found, {"arguments": set(), "result": set()})
        if row is not None and _is_due(row):
            row.unite({"arguments": self._arguments(code, frame)})
        return True

    def end(self, code: CodeType, frame: FrameType, value: object) -> None:
        """Keep the kind of a result that crosses back."""
        found = self._crossing(code, frame) if self.is_crossed(code) else None
        if found is None:
            return
        site, callee = found
        row = self._observer.rows.get(("call", site.file, site.line, callee, ()))
        if row is not None and _is_due(row):
            row.unite({"result": {self._kinds.of(value)}})

    def awaits(self, frame: FrameType) -> Caller | None:
        """Who calls, by the frame that awaits a call; as a line, for a frame that is kept would keep its variables."""
        caller = self._caller(frame)
        return caller and (caller[0], self._site(caller))

    def _crossing(self, code: CodeType, frame: FrameType) -> tuple[Site, Symbol] | None:
        """The calling line and what it called, where that is on the other side of it."""
        place = self._observer.places.of(code.co_filename)
        caller = self._caller(frame.f_back) if place is not None else None
        if place is None or caller is None or caller[0].domain == place.domain or caller[0].history:
            return None
        domain = self._domain(caller[0].domain, place, frame)
        site = self._site(caller, (domain,)) if domain else None
        if site is None or not self._observer.crosses(site, domain):
            return None
        return site, self._callee(code, place, frame)._replace(domain=domain)

    def _site(self, caller: Caller, reached: tuple[str, ...] | None = None) -> Site:
        place, at = caller
        return at if isinstance(at, Site) else self._observer.sites.at(at, place, reached)

    def _domain(self, caller: str, place: Place, frame: FrameType) -> str:
        """The domain that is called: whose code runs, else its heir, of whom an instance or the class is asked."""
        if self._observer.apart(caller, place.domain):
            return place.domain
        heir = self._observer.sites.inheriting.heir(frame, place, self._values) if caller else ""
        return heir if self._observer.apart(caller, heir) else ""

    def _is_dispatch(self, site: Site, code: CodeType, frame: FrameType) -> bool:
        """Whether a base calls what its own subclass overrides: no base refers to its subclasses by that."""
        key = (id(site.code), id(code))
        known = self._dispatches.get(key)
        if known is None:
            name = code.co_varnames[0] if code.co_argcount else ""
            first = self._given(frame, (name,)).get(name)
            # Kept with both, so that no other code takes their numbers.
            known = self._dispatches[key] = (is_part_of(site.code, site.module, class_of(first)), site.code, code)
        return known[0]

    def _caller(self, frame: FrameType | None) -> Caller | None:
        """Who called, or awaits it: the first frame of the team's from this one outward."""
        of = self._observer.places.of
        for _step in range(MOST_BETWEEN):
            if frame is None:
                return None
            there = of(frame.f_code.co_filename)
            if there is not None:
                return there, frame
            if frame.f_code is HANDED_OVER:
                return self.awaiting.get()
            if not self._passes(frame.f_code.co_filename):
                return None
            frame = frame.f_back
        return None

    def _passes(self, filename: str) -> bool:
        passes = self._between.get(filename)
        if passes is None:
            own = filename.startswith(DJANGO) and not filename.startswith(THROUGH)
            passes = not own and filename not in self._observer.sites.compiled
            passes = passes and not any(part in filename.replace("\\", "/") for part in DISPATCHERS)
            self._between[filename] = passes
        return passes

    def _callee(self, code: CodeType, place: Place, frame: FrameType) -> Symbol:
        known = self._callees.get(id(code))
        if known is None:
            name = qualname_of(code)
            for constructor in (".__init__", ".__new__", ".__post_init__"):
                name = name.removesuffix(constructor)
            module = frame.f_globals.get("__name__") or place.file
            known = self._callees[id(code)] = (code, Symbol(place.domain, f"{module}.{name}"))
        return known[1]

    def _arguments(self, code: CodeType, frame: FrameType) -> set[str]:
        stars = bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + stars]
        return {self._kinds.of(value) for value in self._given(frame, names).values()}


def _is_due(row: Row) -> bool:
    return row.times <= ALL_UP_TO or row.times % THEN_EVERY == 0


def _monitor(calls: Calls) -> None:
    if sys.version_info < (3, 12):
        raise RuntimeError("sys.monitoring needs Python 3.12")
    monitoring = sys.monitoring
    tool = next(number for number in (4, 3, 5, 2) if monitoring.get_tool(number) is None)
    monitoring.use_tool_id(tool, "anabranch")
    observer, events, silent = calls._observer, monitoring.events, monitoring.DISABLE

    def begun(code: CodeType, _offset: int) -> object:
        try:
            if not calls.can_cross(code):
                return silent
            # A generator's results come out one by one; its return carries none.
            if calls.begin(code, frame_at(1)) and not code.co_flags & (
                inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
            ):
                monitoring.set_local_events(tool, code, events.PY_RETURN)
        except Exception as error:  # noqa: BLE001 (it would be raised in the team's function)
            observer.record.note(f"call: {type(error).__name__}: {error}")
        return None

    def ended(code: CodeType, _offset: int, value: object) -> None:
        observer.safely("call", calls.end, code, frame_at(1), value)

    monitoring.register_callback(tool, events.PY_START, begun)
    monitoring.register_callback(tool, events.PY_RETURN, ended)
    monitoring.set_events(tool, events.PY_START)


def _profile(calls: Calls) -> None:
    if sys.getprofile() is not None:
        raise RuntimeError("another profiler runs")

    def profile(frame: FrameType, event: str, value: Any) -> None:
        if event == "call":
            if calls.can_cross(frame.f_code):
                calls._observer.safely("call", calls.begin, frame.f_code, frame)
        elif event == "return" and calls.is_crossed(frame.f_code):
            calls._observer.safely("call", calls.end, frame.f_code, frame, value)

    sys.setprofile(profile)
    threading.setprofile(profile)
