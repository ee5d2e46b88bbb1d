"""Asynchronous code: work done in a thread is caused by the line that awaits it."""

from __future__ import annotations

from asgiref.sync import SyncToAsync

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.sites import frame_at


def install(observer: Observer) -> None:
    """Remember where a coroutine stands when it hands work to a thread; the context travels there by itself."""
    call = SyncToAsync.__call__

    def called(self: SyncToAsync[..., object], *args: object, **kwargs: object) -> object:
        if observer.gate.is_open():
            observer.safely("async", _remember, observer)
        return call(self, *args, **kwargs)

    SyncToAsync.__call__ = called  # type: ignore[method-assign, assignment]


def _remember(observer: Observer) -> None:
    observer.sites.origin.set(observer.sites.find(frame_at(3)))
