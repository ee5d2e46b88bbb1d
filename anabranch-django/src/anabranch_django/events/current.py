"""Which event is being handled here, so that what it leads to can be told apart from what began by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from anabranch_django.events.envelope import Envelope
from anabranch_django.ports.counting import unwatched

_handled: ContextVar[Envelope | None] = ContextVar("anabranch_handled_event", default=None)


def current_event() -> Envelope | None:
    """The envelope of the event that is being handled, or None outside of consumers."""
    return _handled.get()


def current_event_id() -> UUID | None:
    """Its id: a good idempotency key for a command that a consumer calls."""
    envelope = _handled.get()
    return envelope.event_id if envelope else None


@contextmanager
def handling_of(envelope: Envelope) -> Iterator[None]:
    """What is published inside counts as led to by this event; who delivers it makes none of the calls inside."""
    before = _handled.set(envelope)
    try:
        with unwatched():
            yield
    finally:
        _handled.reset(before)
