"""How many calls one request makes, and from which line: a loop over a port is named before it hurts."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from types import CodeType, FrameType
from typing import NamedTuple

from anabranch_django.settings import current
from anabranch_django.tracing import names, record

logger = logging.getLogger("anabranch_django.ports")


class Place(NamedTuple):
    """Where a method is called: the code and the line in it."""

    label: str
    code: CodeType
    line: int

    def __str__(self) -> str:
        return f"{self.label} from {self.code.co_filename}:{self.line}"


class Tally:
    """The calls of one request or test, by place."""

    def __init__(self) -> None:
        self.places: Counter[Place] = Counter()
        self.total = 0

    def count(self, place: Place, *, quietly: bool = False) -> None:
        """Count a call; the one that makes a loop is reported, with its line."""
        self.total += 1
        self.places[place] += 1
        if not quietly and self.places[place] == current().limits.loop:
            logger.warning(
                "%s was called %d times in one request. Ask for all at once with a plural method, or use batch().",
                place,
                self.places[place],
            )


def place_of(label: str, frame: FrameType) -> Place:
    """Where the call stands that this frame makes now."""
    return Place(label, frame.f_code, frame.f_lineno)


_tally: ContextVar[Tally | None] = ContextVar("anabranch_tally", default=None)
_watching: ContextVar[tuple[Tally, ...]] = ContextVar("anabranch_watching_tallies", default=())


def tally() -> Tally | None:
    """The tally of the request that runs here; None outside of one."""
    return _tally.get()


def note(place: Place) -> None:
    """Count a call in the request that makes it, and in what watches from around it."""
    counted = _tally.get()
    if counted is not None:
        counted.count(place)
    for each in _watching.get():
        each.count(place, quietly=counted is not None)


def is_counting() -> bool:
    """Somebody wants to know of calls that are made here."""
    return _tally.get() is not None or bool(_watching.get())


@contextmanager
def watching() -> Iterator[Tally]:
    """A tally of the calls within, those of requests that begin and end within among them; not what callees call."""
    watcher = Tally()
    token = _watching.set((*_watching.get(), watcher))
    try:
        yield watcher
    finally:
        _watching.reset(token)


def unwatched() -> AbstractContextManager[None]:
    """Nothing within is seen by what watches from around it: another domain's work, which may be in another process."""
    return _hidden() if _watching.get() else _AS_IT_IS


_AS_IT_IS = nullcontext()


@contextmanager
def _hidden() -> Iterator[None]:
    token = _watching.set(())
    try:
        yield
    finally:
        _watching.reset(token)


def begin_request(**_signal: object) -> None:
    """Django began a request."""
    _tally.set(Tally())


def end_request(**_signal: object) -> None:
    """Django ended it; the next one in this thread starts anew."""
    finished = _tally.get()
    _tally.set(None)
    if finished is not None and finished.total:
        record(names.PER_REQUEST, finished.total, {}, unit="1")
