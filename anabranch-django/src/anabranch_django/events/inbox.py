"""Remembers which consumer has taken which event."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from uuid import UUID

from django.db import connections

from anabranch_django.events.envelope import Envelope, new_event_id
from anabranch_django.events.models import InboxEntry


def take(alias: str, consumer: str, envelopes: Sequence[Envelope]) -> set[UUID]:
    """Enter the events for the consumer, in the open transaction; the ids of those that it had not taken before.

    Another transaction that takes the same event at the same time is waited for.
    """
    entries = {_entry(envelope.event_id, consumer): envelope.event_id for envelope in envelopes}
    if not entries:
        return set()
    connection = connections[alias]
    # MariaDB returns rows as well, but knows no ON CONFLICT.
    returning = connection.features.can_return_rows_from_bulk_insert and connection.vendor != "mysql"
    written = _insert_returning(alias, list(entries)) if returning else _insert_marked(alias, list(entries))
    return {entries[entry] for entry in written}


def _insert_returning(alias: str, entries: Sequence[str]) -> list[str]:
    quote = connections[alias].ops.quote_name
    values = ", ".join(["(%s, 0)"] * len(entries))
    with connections[alias].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(InboxEntry._meta.db_table)} (entry, token) VALUES {values} "
            "ON CONFLICT DO NOTHING RETURNING entry",
            list(entries),
        )
        return [row[0] for row in cursor.fetchall()]


def _insert_marked(alias: str, entries: Sequence[str]) -> list[str]:
    """Where one statement cannot do both (MySQL, MariaDB): what the insert ignored has the mark of another one."""
    token = secrets.randbits(62) + 1
    InboxEntry.objects.using(alias).bulk_create(
        [InboxEntry(entry=entry, token=token) for entry in entries], ignore_conflicts=True
    )
    ours = InboxEntry.objects.using(alias).filter(entry__in=entries, token=token)
    return list(ours.values_list("entry", flat=True))


def has_taken(alias: str, consumer: str, event_id: UUID) -> bool:
    """Whether the consumer has taken the event."""
    entries = InboxEntry.objects.using(alias).filter(entry=_entry(event_id, consumer))
    return bool(entries.exists())


def give_back(alias: str, consumer: str, envelopes: Sequence[Envelope]) -> None:
    """Take back entries of this transaction whose events are not handled in it after all."""
    entries = [_entry(envelope.event_id, consumer) for envelope in envelopes]
    InboxEntry.objects.using(alias).filter(entry__in=entries).delete()


def prune(alias: str, *, days: int) -> int:
    """Delete entries of events that were published longer ago; how many."""
    limit = new_event_id(milliseconds=int((time.time() - days * 86_400) * 1000), tail=bytes(10))
    count, _ = InboxEntry.objects.using(alias).filter(entry__lt=limit).delete()
    return int(count)


def _entry(event_id: UUID, consumer: str) -> str:
    return f"{event_id.hex}:{consumer}"
