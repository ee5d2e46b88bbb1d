"""Reads the outbox and deletes exactly what was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from anabranch_django.events.envelope import COLUMNS, SHARDS, Envelope
from anabranch_django.events.models import OutboxEvent, UnsentEvent


class Row(NamedTuple):
    """An event and the number of its row."""

    id: int
    envelope: Envelope


def read(alias: str, domain: str, shards: Sequence[int], *, limit: int) -> list[Row]:
    """The first events of these shards that are committed by now, in the order of their rows.

    Rows with lower numbers may still be committed later: nothing is concluded from a number.
    """
    rows = OutboxEvent.objects.using(alias).filter(domain=domain)
    if len(shards) < SHARDS:
        rows = rows.filter(shard__in=shards)
    return [_row(values) for values in rows.order_by("id").values_list("id", *COLUMNS)[:limit]]


def delete(alias: str, domain: str, ids: Sequence[int]) -> None:
    """Delete these rows of the domain and no other."""
    # By both, for that is how PostgreSQL's only index has them.
    OutboxEvent.objects.using(alias).filter(domain=domain, id__in=ids).delete()


def read_unsent(
    alias: str, domain: str, destination: str, shards: Sequence[int], *, limit: int, events: Sequence[str] | None = None
) -> list[Row]:
    """The first events of these shards that wait for a domain that was away; with `events` those of these names."""
    rows = UnsentEvent.objects.using(alias).filter(domain=domain, destination=destination)
    if events is not None:
        rows = rows.filter(event__in=events)
    if len(shards) < SHARDS:
        rows = rows.filter(shard__in=shards)
    return [_row(values) for values in rows.order_by("id").values_list("id", *COLUMNS)[:limit]]


def delete_unsent(alias: str, ids: Sequence[int]) -> None:
    """Delete these rows and no other."""
    UnsentEvent.objects.using(alias).filter(id__in=ids).delete()


def keep_unsent(alias: str, domain: str, destination: str, envelopes: Sequence[Envelope]) -> None:
    """Keep events for a domain that cannot take them, in the open transaction."""
    UnsentEvent.objects.using(alias).bulk_create(
        UnsentEvent(
            **{name: getattr(envelope, name) for name in COLUMNS},
            domain=domain,
            shard=envelope.shard,
            destination=destination,
        )
        for envelope in envelopes
    )


def waiting_destinations(alias: str, domain: str) -> set[str]:
    """The domains for which something waits."""
    rows = UnsentEvent.objects.using(alias).filter(domain=domain)
    return set(rows.order_by().values_list("destination", flat=True).distinct()) if rows.exists() else set()


def waiting_events(alias: str, domain: str, destination: str) -> set[str]:
    """The names of the events that wait for a domain."""
    rows = UnsentEvent.objects.using(alias).filter(domain=domain, destination=destination)
    return set(rows.order_by().values_list("event", flat=True).distinct())


def _row(values: Sequence[object]) -> Row:
    number, *rest = values
    return Row(number, Envelope(**dict(zip(COLUMNS, rest, strict=True))))  # type: ignore[arg-type]  # the columns' types
