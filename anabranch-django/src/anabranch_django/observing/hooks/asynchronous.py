"""Asynchronous code: work done in a thread is caused by the line that awaits it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import SyncToAsync

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.sites import frame_at


def install(observer: Observer) -> None:
    """Remember where a coroutine stands when it hands work to a thread; the context travels there by itself."""

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        # No coroutine itself: it runs where the caller stands, and gives what the coroutine function gives.
        def called(self: Any, *args: Any, **kwargs: Any) -> Any:
            if observer.gate.is_open():
                observer.safely("async", _remember, observer)
            return call(self, *args, **kwargs)

        return called

    wrap(SyncToAsync, "__call__", around)


def _remember(observer: Observer) -> None:
    observer.sites.origin.set(observer.sites.find(frame_at(3)))
