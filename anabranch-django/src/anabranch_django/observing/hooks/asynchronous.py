"""Code that waits: what runs in a thread or a task for a coroutine belongs to the line of that coroutine."""

from __future__ import annotations

from asyncio import BaseEventLoop
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType
from typing import Any

from asgiref.sync import SyncToAsync

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.sites import Site, frame_at

HANDED_OVER = SyncToAsync.thread_handler.__code__
"""Runs in the thread; what is outside of it waits for the coroutine that hands the work over, or only carries it."""

Found = list[tuple[ContextVar[Any], Any]]


def install(observer: Observer) -> None:
    """Remember where a coroutine stands while work that it hands over runs; the context travels by itself."""
    sites = observer.sites
    wrap(SyncToAsync, "__call__", lambda call: _handing(observer, call))
    wrap(BaseEventLoop, "create_task", lambda create: _creating(observer, create))
    sites.mark(HANDED_OVER, lambda _frame, _places: _of_the_team(sites.origin.get()))


def _handing(observer: Observer, call: Callable[..., Any]) -> Callable[..., Any]:
    # No coroutine itself: it runs where the caller stands, and gives what the coroutine function gives.
    def called(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not observer.gate.is_open():
            return call(self, *args, **kwargs)
        return _knowing(_found(observer, frame_at(1)), call, self, *args, **kwargs)

    return called


def _creating(observer: Observer, create: Callable[..., Any]) -> Callable[..., Any]:
    """A task takes a copy of the context in which it is made."""

    def created(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not observer.gate.is_open():
            return create(self, *args, **kwargs)
        with _known(_found(observer, frame_at(1))):
            return create(self, *args, **kwargs)

    return created


def _of_the_team(site: Site | None) -> Site | None:
    """A test is nobody's cause as long as there may be code of the team's outside."""
    return site if site is not None and site.domain else None


def _found(observer: Observer, frame: FrameType) -> Found:
    return [(place, observer.safely("async", find, frame)) for place, find in observer.sites.handed]


async def _knowing(found: Found, call: Callable[..., Any], *args: Any, **kwargs: Any) -> object:
    with _known(found):
        return await call(*args, **kwargs)


@contextmanager
def _known(found: Found) -> Iterator[None]:
    before = [(place, place.get()) for place, _ in found]
    _set(found)
    try:
        yield
    finally:
        # Not by their tokens: a coroutine that nobody awaits to its end is closed in anybody's context.
        _set(before)


def _set(values: Found) -> None:
    for place, value in values:
        place.set(value)
