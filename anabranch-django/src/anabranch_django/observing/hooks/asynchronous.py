"""Asynchronous code: work done in a thread is caused by the line that awaits it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import SyncToAsync

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.sites import Site, frame_at


def install(observer: Observer) -> None:
    """Remember where a coroutine stands while work that it hands to a thread runs; the context travels by itself."""

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        # No coroutine itself: it runs where the caller stands, and gives what the coroutine function gives.
        def called(self: Any, *args: Any, **kwargs: Any) -> Any:
            if not observer.gate.is_open():
                return call(self, *args, **kwargs)
            site = observer.safely("async", observer.sites.find, frame_at(1))
            return _standing_at(site, observer, call, self, *args, **kwargs)

        return called

    wrap(SyncToAsync, "__call__", around)


async def _standing_at(
    site: Site | None, observer: Observer, call: Callable[..., Any], *args: Any, **kwargs: Any
) -> object:
    origin = observer.sites.origin
    before = origin.get()
    origin.set(site)
    try:
        return await call(*args, **kwargs)
    finally:
        # Not by its token: a coroutine that nobody awaits to its end is closed in anybody's context.
        origin.set(before)
