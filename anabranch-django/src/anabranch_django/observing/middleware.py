"""Observes a sample of a running server's requests: off by default, bounded, never a reason for a request to fail.

Put `anabranch_django.observing.middleware.ObserveMiddleware` first in MIDDLEWARE, and set `ANABRANCH_OBSERVE` to the
share of requests to look at, as in `0.01`. `ANABRANCH_WATCH` may name a watch file; without one each app is a domain,
and the records go to `ANABRANCH_RECORDS`.
"""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase

from anabranch_django.observing.boot import SAMPLE_VARIABLE, VARIABLE
from anabranch_django.observing.gates import Sampled
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.start import current, start
from anabranch_django.observing.watch import Watch, WatchUnreadable, read_watch, watch_apps

LOGGER = logging.getLogger("anabranch_django.observing")
# Calls would be seen for every request, sampled or not, so they are left to test runs.
DETECT = frozenset({"sql", "transaction", "hop", "cascade", "signal", "task", "template", "url", "lock"})
MOST_ROWS = 5_000
SECONDS_BETWEEN = 60.0


class ObserveMiddleware:
    """Opens the gate for a sample of requests. Without `ANABRANCH_OBSERVE` Django leaves it out altogether."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response
        self.rate = read_rate(os.environ.get(SAMPLE_VARIABLE, ""))
        self.gate = Sampled()
        self.observer = _observer(self.gate) if self.rate > 0 else None
        if self.observer is None:
            raise MiddlewareNotUsed(f"{SAMPLE_VARIABLE} asks for no sample")
        self.noted = 0
        self.awaited = iscoroutinefunction(get_response)
        if self.awaited:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        """Answer the request, looked at or not."""
        if self.awaited:
            return self._answer_awaited(request)
        # No secret is drawn here.
        if random.random() >= self.rate:
            return self.get_response(request)  # type: ignore[no-any-return]
        with self.gate.open():
            response: HttpResponseBase = self.get_response(request)
        self._write()
        return response

    async def _answer_awaited(self, request: HttpRequest) -> HttpResponseBase:
        if random.random() >= self.rate:
            return await self.get_response(request)  # type: ignore[no-any-return]
        with self.gate.open():
            response: HttpResponseBase = await self.get_response(request)
        self._write()
        return response

    def _write(self) -> None:
        if self.observer is None:
            return
        self.observer.write_when_due()
        notes = self.observer.record.notes
        for note in notes[self.noted :]:
            LOGGER.warning("Observation goes on, but: %s", note)
        self.noted = len(notes)


def read_rate(text: str) -> float:
    """The share of requests between 0 and 1. What is no such number is said in the log, and asks for none."""
    try:
        rate = float(text or 0)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 1:
        LOGGER.warning("%s=%s is no share between 0 and 1; nothing is observed.", SAMPLE_VARIABLE, text)
        return 0.0
    return rate


def _observer(gate: Sampled) -> Observer | None:
    present = current()
    if present is not None:
        # The middleware is made once for each handler; the first gate stays, and the others share it.
        if isinstance(present.gate, Sampled):
            gate.share(present.gate)
            return present
        return None
    try:
        watch = _watch()
        return start(watch, gate, most_rows=MOST_ROWS, seconds_between=SECONDS_BETWEEN)
    except Exception as error:  # noqa: BLE001 (a server starts, whatever happens here)
        LOGGER.warning("Nothing is observed: %s", error)
        return None


def _watch() -> Watch:
    path = os.environ.get(VARIABLE)
    watch = read_watch(path) if path else watch_apps(os.environ.get("ANABRANCH_RECORDS", ""))
    if not watch.records:
        raise WatchUnreadable("set ANABRANCH_RECORDS to the folder where the records go")
    return watch.only(DETECT)
