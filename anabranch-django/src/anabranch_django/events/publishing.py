"""Writes events into the outbox with the transaction that they tell of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Protocol, TypeVar

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from anabranch_django import by_value, settings
from anabranch_django.errors import EventLoop, OutsideTransaction, TooLarge
from anabranch_django.events import measures, wakeup
from anabranch_django.events.current import current_event
from anabranch_django.events.databases import in_transaction, require_tables
from anabranch_django.events.envelope import OUTBOX, fits_in_message, new_event_id, shard_of, size_in_message

Payload = TypeVar("Payload")
Row = tuple[object, ...]
Contravariant = TypeVar("Contravariant", contravariant=True)

_ROWS = 50
"""Rows of one statement: seven values each stay below every database's limit."""
_SAME = ("domain", "event", "version")
"""Columns that are the same for all events of a kind, and so stand in the statement."""
_OWN = ("event_id", "shard", "key", "data", "hops", "trace", "published_at")
_CLOCKS = {"postgresql": "STATEMENT_TIMESTAMP()"}
"""Databases that say by themselves when it is, in the time zone in which Django keeps times."""


class Publishable(Protocol[Contravariant]):
    """An event as its declaration has it."""

    version: int

    def __hash__(self) -> int:
        """Itself alone."""

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
    rows = _rows(connection, event, payloads)
    if in_transaction(connection):
        _write(connection, event, rows)
    elif settings.current().events.outside_atomic == "own":
        with transaction.atomic(using=alias):
            _write(connection, event, rows)
    else:
        raise _outside(event, alias)
    measures.note_published(event.name, len(rows))
    # What is committed is delivered all the same: whoever published need not hear that nobody could be woken.
    connection.on_commit(wakeup.waker(alias), robust=True)


def _rows(connection: BaseDatabaseWrapper, event: Publishable[Payload], payloads: Sequence[Payload]) -> list[Row]:
    """Values in the order of `_OWN`, a row for each payload."""
    hops, trace, moment = _next_hop(event), measures.current_traceparent(), _moment(connection)
    rows: list[Row] = []
    for payload in payloads:
        key, data = event.key_of(payload), by_value.encode(payload).decode()
        _check_size(event, key, data)
        rows.append((new_event_id(), shard_of(key), key, data, hops, trace, *moment))
    return rows


def _moment(connection: BaseDatabaseWrapper) -> tuple[object, ...]:
    """The value of `published_at`, where the statement does not have it."""
    return () if connection.vendor in _CLOCKS else (connection.ops.adapt_datetimefield_value(timezone.now()),)


def _check_size(event: Publishable[Any], key: str, data: str) -> None:
    """Also where nobody listens from another process yet: sent later, it would keep all behind it waiting for ever."""
    limit = settings.current().limits.max_size
    if not fits_in_message(key, data, most=limit):
        raise TooLarge(
            f"{event.name} takes {size_in_message(key, data)} bytes to send, more than the limit of {limit}. "
            "Publish an id, and let consumers ask the port for the rest."
        )


def _next_hop(event: Publishable[Any]) -> int:
    led_by = current_event()
    if led_by is None:
        return 0
    limit = settings.current().events.hops
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


def _write(connection: BaseDatabaseWrapper, event: Publishable[Any], rows: Sequence[Row]) -> None:
    try:
        with connection.cursor() as cursor:
            for start in range(0, len(rows), _ROWS):
                part = rows[start : start + _ROWS]
                statement = _insert(connection.alias, connection.vendor, event, len(part))
                cursor.execute(statement, [*chain.from_iterable(part)])
    except DatabaseError as error:
        require_tables(connection.alias, error)
        raise


# Written by hand because the ORM takes three times as long, and this is paid in the business transaction.
@lru_cache(maxsize=1024)
def _insert(alias: str, vendor: str, event: Publishable[Any], rows: int) -> str:
    quote = connections[alias].ops.quote_name
    columns = ", ".join(quote(column) for column in (*_SAME, *_OWN))
    own = ", ".join([*["%s"] * (len(_OWN) - 1), _CLOCKS.get(vendor, "%s")])
    # The key of a port and the name of an attribute have no character that would have to be escaped.
    row = f"('{event.domain}', '{event.name}', {event.version:d}, {own})"
    return f"INSERT INTO {quote(OUTBOX)} ({columns}) VALUES {', '.join([row] * rows)}"
