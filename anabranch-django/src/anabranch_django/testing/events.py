"""Events in a team's own tests: look at what was published, and deliver it now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from anabranch_django import by_value, settings
from anabranch_django.errors import Away
from anabranch_django.events import outbox
from anabranch_django.events.declaration import Event, declared_events
from anabranch_django.events.deferred import raising_failures
from anabranch_django.events.envelope import SHARDS, Envelope
from anabranch_django.events.relay import NOBODY, destinations_of
from anabranch_django.events.sending import send
from anabranch_django.ports.domains import is_here

Payload = TypeVar("Payload")

_ROUNDS = 1000
_BATCH = 1000
_ATTEMPTS = 20
_elsewhere: list[Callable[[], list[Envelope]]] = []
_disturbances: list[Callable[[list[Envelope]], list[Envelope]]] = []


def published(event: Event[Payload]) -> list[Payload]:
    """What was published and is not delivered yet, in order."""
    alias = settings.current().domain(event.domain).database
    rows = outbox.read(alias, event.domain, range(SHARDS), limit=_BATCH)
    return [
        by_value.decode(row.envelope.data.encode(), event.payload) for row in rows if row.envelope.event == event.name
    ]


def deliver_all(*, raise_failures: bool = True) -> int:
    """Deliver all that was published, and what that leads to, here and in the test's own transaction; how many.

    They travel as far as calls do (`--port-distance`). A consumer's exception is raised, unless `raise_failures` is
    False, or the consumer is far: then its event is deferred, as in production.
    """
    count = 0
    for _ in range(_ROUNDS):
        done = sum(_deliver(domain, raise_failures) for domain in sorted(_domains()))
        done += sum(_pass_on(take(), raise_failures) for take in _elsewhere)
        if not done:
            return count
        count += done
    raise AssertionError(f"Events lead to events without end; {count} were delivered.")


@contextmanager
def delivering_also(take: Callable[[], list[Envelope]]) -> Iterator[None]:
    """Let `deliver_all` deliver what `take` gives as well: events of another process."""
    _elsewhere.append(take)
    try:
        yield
    finally:
        _elsewhere.remove(take)


@contextmanager
def delivering_by(disturb: Callable[[list[Envelope]], list[Envelope]]) -> Iterator[None]:
    """Let `deliver_all` deliver what `disturb` makes of the events: in another order, some again."""
    _disturbances.append(disturb)
    try:
        yield
    finally:
        _disturbances.remove(disturb)


def take_all() -> list[Envelope]:
    """All that the domains of this process published, in order; it is not kept here."""
    found: list[Envelope] = []
    for domain in sorted(filter(is_here, _domains())):
        alias = settings.current().domain(domain).database
        while rows := outbox.read(alias, domain, range(SHARDS), limit=_BATCH):
            found += [row.envelope for row in rows]
            outbox.delete(alias, domain, [row.id for row in rows])
    return found


def _pass_on(envelopes: list[Envelope], raise_failures: bool) -> int:
    as_delivered = envelopes
    for disturb in _disturbances:
        as_delivered = disturb(as_delivered)
    with raising_failures(raise_failures):
        for envelope in as_delivered:
            for destination in destinations_of(envelope.event):
                if destination != NOBODY:
                    _send(destination, envelope)
    return len(envelopes)


def _deliver(domain: str, raise_failures: bool) -> int:
    alias = settings.current().domain(domain).database
    rows = outbox.read(alias, domain, range(SHARDS), limit=_BATCH)
    _pass_on([row.envelope for row in rows], raise_failures)
    outbox.delete(alias, domain, [row.id for row in rows])
    return len(rows)


def _send(destination: str, envelope: Envelope) -> None:
    """As a relay does: again until it is taken, so that every distance delivers everything."""
    for _ in range(_ATTEMPTS - 1):
        try:
            send(destination, [envelope])
        except Away:
            continue
        return
    send(destination, [envelope])


def _domains() -> Iterable[str]:
    events: Iterable[Event[Any]] = declared_events()
    return {event.domain for event in events}
