"""Writes events into the outbox with the transaction that they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from anabranch_django import by_value, settings
from anabranch_django.errors import EventLoop, OutsideTransaction, TooLarge
from anabranch_django.events import measures, wakeup
from anabranch_django.events.current import current_event
from anabranch_django.events.databases import in_transaction, tables_of
from anabranch_django.events.envelope import Envelope, new_event_id
from anabranch_django.events.models import OutboxEvent

Payload = TypeVar("Payload")
Contravariant = TypeVar("Contravariant", contravariant=True)

_ROWS = 50
"""Rows of one statement: 11 values each stay below every database's limit."""
_COLUMNS = (
    "event_id",
    "domain",
    "shard",
    "event",
    "version",
    "key",
    "data",
    "hops",
    "trace",
    "published_at",
)


class Publishable(Protocol[Contravariant]):
    """An event as its declaration has it."""

    version: int

    @property
    def domain(self) -> str:
        """The domain that publishes it."""

    @property
    def name(self) -> str:
        """Its full name."""

    def key_of(self, payload: Contravariant) -> str:
        """The key as text."""


def publish(event: Publishable[Payload], payloads: Sequence[Payload]) -> None:
    """See `Event.publish`."""
    if not payloads:
        return
    alias = settings.current().domain(event.domain).database
    connection = connections[alias]
    envelopes = [_envelope(event, payload) for payload in payloads]
    if in_transaction(connection):
        _write(connection, envelopes)
    elif settings.current().events.outside_atomic == "own":
        with transaction.atomic(using=alias):
            _write(connection, envelopes)
    else:
        raise _outside(event, alias)
    measures.note_published(event.name, len(envelopes))
    transaction.on_commit(wakeup.waker(alias), using=alias)


def _envelope(event: Publishable[Payload], payload: Payload) -> Envelope:
    data = by_value.encode(payload).decode()
    _check_size(event, data)
    return Envelope(
        event_id=new_event_id(),
        event=event.name,
        version=event.version,
        key=event.key_of(payload),
        data=data,
        hops=_next_hop(event),
        trace=measures.current_traceparent(),
        published_at=timezone.now(),
    )


def _check_size(event: Publishable[Any], data: str) -> None:
    limit = settings.current().limits.max_size
    if len(data) > limit:
        raise TooLarge(
            f"{event.name} has {len(data)} bytes of JSON, more than the limit of {limit}. "
            "Publish an id, and let consumers ask the port for the rest."
        )


def _next_hop(event: Publishable[Any]) -> int:
    led_by = current_event()
    limit = settings.current().events.hops
    if led_by is None:
        return 0
    if led_by.hops >= limit:
        raise EventLoop(
            f"{led_by.event} (key {led_by.key}) would lead to {event.name} as the {limit + 1}th event in a row: "
            "most likely consumers answer each other in a circle. Break it, or raise ANABRANCH['events']['hops']."
        )
    return led_by.hops + 1


def _outside(event: Publishable[Any], alias: str) -> OutsideTransaction:
    elsewhere = [name for name in connections if name != alias and in_transaction(connections[name])]
    found = f' One is open in the database "{elsewhere[0]}".' if elsewhere else ""
    return OutsideTransaction(
        f'{event.name} was published while no transaction is open in "{alias}", the database of {event.domain}.{found} '
        f'Write and publish inside transaction.atomic(using="{alias}"), so that neither happens without the other.'
    )


def _write(connection: BaseDatabaseWrapper, envelopes: Sequence[Envelope]) -> None:
    with tables_of(connection.alias), connection.cursor() as cursor:
        for start in range(0, len(envelopes), _ROWS):
            part = envelopes[start : start + _ROWS]
            values = [value for envelope in part for value in _row(connection, envelope)]
            cursor.execute(_insert(connection.alias, connection.vendor, len(part)), values)


# Written by hand because the ORM takes three times as long, and this is paid in the business transaction.
@lru_cache(maxsize=128)
def _insert(alias: str, vendor: str, rows: int) -> str:  # noqa: ARG001  the vendor decides how names are quoted
    quote = connections[alias].ops.quote_name
    columns = ", ".join(quote(column) for column in _COLUMNS)
    row = f"({', '.join(['%s'] * len(_COLUMNS))})"
    return f"INSERT INTO {quote(OutboxEvent._meta.db_table)} ({columns}) VALUES {', '.join([row] * rows)}"


def _row(connection: BaseDatabaseWrapper, envelope: Envelope) -> tuple[object, ...]:
    """Values in the order of `_COLUMNS`."""
    native = connection.features.has_native_uuid_field
    return (
        envelope.event_id if native else envelope.event_id.hex,
        envelope.domain,
        envelope.shard,
        envelope.event,
        envelope.version,
        envelope.key,
        envelope.data,
        envelope.hops,
        envelope.trace,
        connection.ops.adapt_datetimefield_value(envelope.published_at),
    )
