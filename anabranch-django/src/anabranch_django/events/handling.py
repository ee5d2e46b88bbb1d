"""Runs consumers. Effects in the consumer's database happen once; order per key holds whatever fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

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
_MOST_OF_MANY = 256
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
    most = 1 if not consumer.transaction else _MOST_OF_MANY if consumer.many else _MOST_AT_ONCE
    size = most
    while rest:
        pulse()
        part = rest[:size]
        try:
            done = _handle_part(consumer, part, until)
        except DatabaseError as error:
            if size > 1:
                # One of them spoils the transaction of all: each alone.
                most = size = 1
                continue
            if isinstance(error, (OperationalError, InterfaceError)):
                raise
            # What is checked at the commit only, such as a foreign key, is the handler's failure all the same.
            done = _defer_failed(consumer, part[0], error)
        rest = rest[done:]
        size = done if done < len(part) else min(size * 2, most)


def _handle_part(consumer: Consumer, part: Sequence[Envelope], until: float | None) -> int:
    if not consumer.transaction:
        return _handle_outside(consumer, part[0], until)
    alias = consumer.database
    with tables_of(alias), transaction.atomic(using=alias):
        new = inbox.take(alias, consumer.name, part)
        blocked = deferred.blocked_keys(alias, consumer.name, (envelope.key for envelope in part))
        if consumer.many and len(part) > 1 and not blocked and _call_many(consumer, part, new):
            return len(part)
        done, setbacks = _handle_each(consumer, part, new, blocked, until)
        if setbacks:
            deferred.add(alias, consumer, setbacks, blocked=blocked)
    return done


def _handle_each(
    consumer: Consumer, part: Sequence[Envelope], new: set[UUID], blocked: set[str], until: float | None
) -> tuple[int, list[Setback]]:
    """Handle one after the other until it takes too long; how many, and what has to be deferred."""
    steps = Steps(consumer.database)
    waiting = set(blocked)
    setbacks: list[Setback] = []
    enough = time.monotonic() + settings.current().events.slice
    for done, envelope in enumerate(part, 1):
        setback = _try(consumer, envelope, waiting, until, steps) if envelope.event_id in new else None
        if setback is not None:
            setbacks.append(setback)
            waiting.add(envelope.key)
        if done < len(part) and time.monotonic() > enough:
            inbox.give_back(consumer.database, consumer.name, part[done:])
            return done, setbacks
    return len(part), setbacks


def _call_many(consumer: Consumer, part: Sequence[Envelope], new: set[UUID]) -> bool:
    """Run a handler of many with all new events at once. False where it failed: it is undone, and each is tried."""
    mine = [envelope for envelope in part if envelope.event_id in new]
    if not mine:
        return True
    # Of several the one that came furthest stands for all: a circle stops all the same.
    furthest = max(mine, key=lambda envelope: envelope.hops)
    try:
        with handling_of(furthest), measures.consumer_span(furthest, consumer.name), Steps(consumer.database).step():
            consumer.handler(tuple(_decode(envelope) for envelope in mine))
    except Exception as error:  # noqa: BLE001  a team's code may raise anything; each alone will say whose it is
        measures.note_split(consumer.name, len(mine), error)
        return False
    for envelope in mine:
        measures.note_handled(envelope, consumer.name)
    return True


def _defer_failed(consumer: Consumer, envelope: Envelope, error: Exception) -> int:
    alias = consumer.database
    measures.note_failure(envelope, consumer.name, error)
    with tables_of(alias), transaction.atomic(using=alias):
        if inbox.take(alias, consumer.name, [envelope]):
            blocked = deferred.blocked_keys(alias, consumer.name, [envelope.key])
            deferred.add(alias, consumer, [Setback(envelope, error)], blocked=blocked)
    return 1


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
                consumer.handler((payload,) if consumer.many else payload)
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
        row = deferred.due_head(alias, consumer, key)
        if row is None:
            return count
        count += _work_one(alias, row)


def _work_one(alias: str, row: DeferredEvent) -> int:
    known = declared_consumer(row.consumer)
    if known is not None and not known.transaction:
        return _work_outside(alias, row, known)
    try:
        with transaction.atomic(using=alias):
            # The update is the lock: whoever comes second waits here, and then finds the row gone or not due.
            if not deferred.claim(alias, row):
                return 0
            return _settle(alias, row, known, _attempt(alias, row, known))
    except (OperationalError, InterfaceError):
        raise
    except DatabaseError as error:
        # Found at the commit only.
        measures.note_failure(deferred.envelope_of(row), row.consumer, error)
        with transaction.atomic(using=alias):
            return _settle(alias, row, known, error) if deferred.claim(alias, row) else 0


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
