"""Runs consumers. Effects in the consumer's database happen once; order per key holds whatever fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext

from django.db import DatabaseError, transaction
from django.utils import timezone

from anabranch_django import by_value, settings
from anabranch_django.errors import EventError, UnknownEvent
from anabranch_django.events import deferred, inbox, measures
from anabranch_django.events.consumers import Consumer, consumer_named, consumers_of, declared_consumer
from anabranch_django.events.current import handling_of
from anabranch_django.events.databases import tables_of
from anabranch_django.events.declaration import event_named
from anabranch_django.events.deferred import Setback
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.models import DeferredEvent
from anabranch_django.events.steps import Steps

_MOST_AT_ONCE = 64
"""Above this number of subtransactions PostgreSQL keeps them on disk, for everyone's snapshots."""
_WORKING = 60.0
"""Seconds after which a handler without a transaction is taken for dead."""


def nothing() -> None:
    """The pulse of whoever needs none."""


def handle(
    consumer: Consumer,
    envelopes: Sequence[Envelope],
    *,
    until: float | None = None,
    pulse: Callable[[], None] = nothing,
) -> None:
    """Give the events to the consumer, in order. When it returns each is handled, deferred, or was taken before.

    Several are handled in one transaction, each under a savepoint, for as long as they are fast. After `until`
    (`time.monotonic`) the rest is deferred. `pulse` is called between transactions and may raise to stop.
    Raises `DatabaseError` where the consumer's database fails; what was committed stays taken.
    """
    rest = list(envelopes)
    size = _MOST_AT_ONCE if consumer.transaction else 1
    while rest:
        pulse()
        part = rest[:size]
        try:
            done = _handle_part(consumer, part, until)
        except DatabaseError:
            if size == 1:
                raise
            # One of them spoils the transaction of all: each alone.
            size = 1
            continue
        rest = rest[done:]
        if size > 1:
            size = done if done < len(part) else min(size * 2, _MOST_AT_ONCE)


def _handle_part(consumer: Consumer, part: Sequence[Envelope], until: float | None) -> int:
    if not consumer.transaction:
        return _handle_outside(consumer, part[0], until)
    alias = consumer.database
    setbacks: list[Setback] = []
    with tables_of(alias), transaction.atomic(using=alias):
        new = inbox.take(alias, consumer.name, part)
        blocked = deferred.blocked_keys(alias, consumer.name, (envelope.key for envelope in part))
        waiting = set(blocked)
        enough = time.monotonic() + settings.current().events.slice
        steps = Steps(alias)
        done = 0
        for envelope in part:
            if envelope.event_id in new:
                setback = _try(consumer, envelope, waiting, until, steps)
                if setback is not None:
                    setbacks.append(setback)
                    waiting.add(envelope.key)
            done += 1
            if done < len(part) and time.monotonic() > enough:
                inbox.give_back(alias, consumer.name, part[done:])
                break
        if setbacks:
            deferred.add(alias, consumer, setbacks, blocked=blocked)
    return done


def _try(
    consumer: Consumer, envelope: Envelope, waiting: set[str], until: float | None, steps: Steps | None = None
) -> Setback | None:
    if envelope.key in waiting or (until is not None and time.monotonic() > until):
        return Setback(envelope)
    error = _call(consumer, envelope, steps)
    return None if error is None else Setback(envelope, error)


def _call(consumer: Consumer, envelope: Envelope, steps: Steps | None) -> Exception | None:
    """Run the handler; its own error is a result, for one event must not stop the others."""
    try:
        with handling_of(envelope), measures.consumer_span(envelope, consumer.name):
            payload = _decode(envelope)
            with steps.step() if steps else nullcontext():
                consumer.handler(payload)
    except Exception as error:  # noqa: BLE001  a team's code may raise anything
        measures.note_failure(envelope, consumer.name, error)
        return error
    measures.note_handled(envelope, consumer.name)
    return None


def _decode(envelope: Envelope) -> object:
    event = event_named(envelope.event)
    if envelope.version != event.version:
        raise UnknownEvent(
            f"{envelope.event} came in version {envelope.version}; this process declares version {event.version}. "
            "Deploy consumers that read the new version before it is published, and the reverse for an old one."
        )
    return by_value.decode(envelope.data.encode(), event.payload)


def _handle_outside(consumer: Consumer, envelope: Envelope, until: float | None) -> int:
    """At least once: without a transaction, handler and inbox entry cannot be one."""
    alias = consumer.database
    if inbox.has_taken(alias, consumer.name, envelope.event_id):
        return 1
    blocked = deferred.blocked_keys(alias, consumer.name, [envelope.key])
    setback = _try(consumer, envelope, blocked, until)
    with tables_of(alias), transaction.atomic(using=alias):
        if inbox.take(alias, consumer.name, [envelope]) and setback is not None:
            deferred.add(alias, consumer, [setback], blocked=blocked)
    return 1


def work_off(alias: str, consumer: str, key: str, *, pulse: Callable[[], None] = nothing) -> int:
    """Handle what is deferred for a consumer and key, in order, until something fails or is not due; how many."""
    count = 0
    while True:
        pulse()
        row = deferred.head(alias, consumer, key)
        if row is None or row.state == DeferredEvent.DEAD or row.due_at > timezone.now():
            return count
        count += _work_one(alias, row)


def _work_one(alias: str, row: DeferredEvent) -> int:
    known = declared_consumer(row.consumer)
    if known is not None and not known.transaction:
        return _work_outside(alias, row, known)
    with transaction.atomic(using=alias):
        # The update is the lock: whoever comes second waits here, and then finds the row gone or not due.
        if not deferred.claim(alias, row):
            return 0
        return _settle(alias, row, known, _attempt(alias, row, known))


def _work_outside(alias: str, row: DeferredEvent, consumer: Consumer) -> int:
    # No lock can be held without a transaction; the row is not due for as long as the handler may work.
    if not deferred.claim(alias, row, until=_WORKING):
        return 0
    error = _attempt(alias, row, consumer)
    with transaction.atomic(using=alias):
        return _settle(alias, row, consumer, error)


def _attempt(alias: str, row: DeferredEvent, consumer: Consumer | None) -> Exception | None:
    envelope = deferred.envelope_of(row)
    if consumer is not None:
        return _call(consumer, envelope, Steps(alias) if consumer.transaction else None)
    try:
        if row.consumer != deferred.UNKNOWN:
            consumer_named(row.consumer)
        event_named(row.event)
    except EventError as error:
        return error
    for each in consumers_of(row.event, domain=row.domain):
        handle(each, [envelope])
    return None


def _settle(alias: str, row: DeferredEvent, consumer: Consumer | None, error: Exception | None) -> int:
    if error is None:
        deferred.resolve(alias, row)
        return 1
    most = consumer.most_attempts if consumer else settings.current().events.attempts
    deferred.fail(row, error, most_attempts=most)
    row.save(using=alias)
    return 0
