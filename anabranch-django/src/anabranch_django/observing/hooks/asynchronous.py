"""Asynchronous code: work done in a thread is caused by the line that awaits it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from asgiref.sync import SyncToAsync

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.sites import Site, frame_at

HANDED_OVER = SyncToAsync.thread_handler.__code__
"""Runs in the thread; what is outside of it waits for the coroutine that hands the work over, or only carries it."""


def install(observer: Observer) -> None:
    """Remember where a coroutine stands while work that it hands to a thread runs; the context travels by itself."""
    sites = observer.sites
    wrap(SyncToAsync, "__call__", lambda call: _handing(observer, call))
    sites.mark(HANDED_OVER, lambda _frame, _places: _of_the_team(sites.origin.get()))


def _handing(observer: Observer, call: Callable[..., Any]) -> Callable[..., Any]:
    # No coroutine itself: it runs where the caller stands, and gives what the coroutine function gives.
    def called(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not observer.gate.is_open():
            return call(self, *args, **kwargs)
        frame = frame_at(1)
        found = [(place, observer.safely("async", find, frame)) for place, find in observer.sites.handed]
        return _knowing(found, call, self, *args, **kwargs)

    return called


def _of_the_team(site: Site | None) -> Site | None:
    """A test is nobody's cause as long as there may be code of the team's outside."""
    return site if site is not None and site.domain else None


async def _knowing(
    found: list[tuple[ContextVar[Any], Any]], call: Callable[..., Any], *args: Any, **kwargs: Any
) -> object:
    before = [(place, place.get()) for place, _ in found]
    _set(found)
    try:
        return await call(*args, **kwargs)
    finally:
        # Not by their tokens: a coroutine that nobody awaits to its end is closed in anybody's context.
        _set(before)


def _set(values: list[tuple[ContextVar[Any], Any]]) -> None:
    for place, value in values:
        place.set(value)
