"""Events that a consumer has taken and not handled yet: retried in order, parked by key, replayed, dropped."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from anabranch_django import settings
from anabranch_django.events.consumers import Consumer
from anabranch_django.events.databases import later
from anabranch_django.events.envelope import COLUMNS, Envelope
from anabranch_django.events.models import DeferredEvent

UNKNOWN = "?"
"""Stands for the consumers of an event that this process does not declare."""
_ERROR_LENGTH = 10_000
_raising: ContextVar[bool] = ContextVar("anabranch_raising_failures", default=False)


@dataclass(frozen=True)
class Setback:
    """An event that is not handled now: because it failed, or without an error because its turn has not come."""

    envelope: Envelope
    error: BaseException | None = None


def blocked_keys(alias: str, consumer: str, keys: Iterable[str]) -> set[str]:
    """The keys of which something is deferred, so that what comes later has to wait behind it."""
    rows = DeferredEvent.objects.using(alias).filter(consumer=consumer)
    if not rows.exists():
        return set()
    return set(rows.filter(key__in=set(keys)).values_list("key", flat=True))


def add(alias: str, consumer: Consumer, setbacks: Sequence[Setback], *, blocked: set[str]) -> list[str]:
    """Defer events in this order, in the open transaction; the keys of which the first one is due now."""
    heads = set(blocked)
    rows = []
    due = []
    for setback in setbacks:
        key = setback.envelope.key
        row = _row(consumer.name, consumer.domain, setback.envelope, behind=key in heads)
        if setback.error is not None:
            fail(row, setback.error, most_attempts=consumer.most_attempts)
        elif key not in heads:
            due.append(key)
        heads.add(key)
        rows.append(row)
    DeferredEvent.objects.using(alias).bulk_create(rows)
    return due


def add_unknown(alias: str, domain: str, envelope: Envelope, error: Exception) -> None:
    """Keep an event that no declaration of this process knows, in the open transaction."""
    blocked = bool(blocked_keys(alias, UNKNOWN, [envelope.key]))
    row = _row(UNKNOWN, domain, envelope, behind=blocked)
    if not blocked:
        fail(row, error, most_attempts=settings.current().events.attempts)
    row.save(using=alias, force_insert=True)


def fail(row: DeferredEvent, error: BaseException, *, most_attempts: int) -> None:
    """One more attempt failed: due again after a while, or dead."""
    if _raising.get():
        raise error
    row.attempts += 1
    row.state = DeferredEvent.DEAD if row.attempts >= most_attempts or is_final(error) else DeferredEvent.DUE
    row.due_at = later(backoff(row.attempts))
    row.nudged_at = None
    row.error = f"{type(error).__name__}: {error}"[:_ERROR_LENGTH].replace("\x00", "")


@contextmanager
def raising_failures(raising: bool) -> Iterator[None]:
    """For tests: a consumer's exception is raised where it would be deferred."""
    before = _raising.set(raising)
    try:
        yield
    finally:
        _raising.reset(before)


def is_final(error: BaseException) -> bool:
    """Whether trying again cannot help: the error says so by an attribute `final = True`."""
    return getattr(error, "final", False) is True


def backoff(attempts: int) -> timedelta:
    """The wait after so many failures, with a quarter of jitter."""
    limits = settings.current().events
    seconds = min(limits.backoff * 2.0 ** min(attempts - 1, 30), limits.backoff_limit)
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))


def envelope_of(row: DeferredEvent) -> Envelope:
    """The event of a row."""
    return Envelope(**{name: getattr(row, name) for name in COLUMNS})


def head(alias: str, consumer: str, key: str) -> DeferredEvent | None:
    """The first deferred event of a consumer and key, whatever its state."""
    rows = DeferredEvent.objects.using(alias).filter(consumer=consumer, key=key)
    first: DeferredEvent | None = rows.order_by("id").first()
    return first


def due_head(alias: str, consumer: str, key: str) -> DeferredEvent | None:
    """The same, if it is due."""
    first = head(alias, consumer, key)
    return first if first is not None and _due(_of(alias, [first.id])).exists() else None


def claim(alias: str, row: DeferredEvent, *, until: float = 0) -> bool:
    """Lock the row if it is still due; with `until` it counts as not due for so many seconds instead."""
    return bool(_due(_of(alias, [row.id])).update(due_at=later(timedelta(seconds=until))))


def resolve(alias: str, row: DeferredEvent) -> None:
    """The event is done with: the next one of its consumer and key becomes the head. In the open transaction."""
    DeferredEvent.objects.using(alias).filter(id=row.id).delete()
    following = head(alias, row.consumer, row.key)
    if following is not None and following.state == DeferredEvent.BEHIND:
        _of(alias, [following.id]).update(state=DeferredEvent.DUE, due_at=Now(), nudged_at=None)


def due_pairs(alias: str, domain: str, shards: Sequence[int], *, limit: int) -> list[tuple[str, str]]:
    """Consumers and keys whose head is due, the oldest first."""
    rows = DeferredEvent.objects.using(alias).filter(
        domain=domain, shard__in=shards, state=DeferredEvent.DUE, due_at__lte=Now()
    )
    return list(rows.order_by("due_at").values_list("consumer", "key")[:limit])


def nudge_pairs(alias: str, domain: str, pairs: Sequence[tuple[str, str]], *, again: float) -> list[tuple[str, str]]:
    """Those of the pairs that no worker was told of within the last `again` seconds; they count as told now."""
    told: list[tuple[str, str]] = []
    stale = models.Q(nudged_at=None) | models.Q(nudged_at__lt=later(timedelta(seconds=-again)))
    for consumer, key in pairs:
        rows = DeferredEvent.objects.using(alias).filter(stale, domain=domain, consumer=consumer, key=key)
        if rows.filter(state=DeferredEvent.DUE).update(nudged_at=Now()):
            told.append((consumer, key))
    return told


def heal(alias: str, domain: str, shards: Sequence[int]) -> int:
    """Make heads of events behind which there is nothing any more: what was before them went while they came."""
    before = DeferredEvent.objects.using(alias).filter(
        consumer=OuterRef("consumer"), key=OuterRef("key"), id__lt=OuterRef("id")
    )
    behind = DeferredEvent.objects.using(alias).filter(domain=domain, shard__in=shards, state=DeferredEvent.BEHIND)
    orphans = list(behind.exclude(Exists(before)).values_list("id", flat=True)[:1000])
    return _of(alias, orphans).update(state=DeferredEvent.DUE) if orphans else 0


def dead_letters(alias: str, *, ids: Sequence[int] | None = None, consumer: str = "") -> list[DeferredEvent]:
    """Dead letters, the oldest first: all, or those with these numbers, or those of a consumer."""
    rows = DeferredEvent.objects.using(alias).filter(state=DeferredEvent.DEAD)
    if ids is not None:
        rows = rows.filter(id__in=ids)
    if consumer:
        rows = rows.filter(consumer=consumer)
    return list(rows.order_by("id"))


def replay(alias: str, ids: Iterable[int]) -> int:
    """Make dead letters due again, with all their attempts; how many."""
    dead = _of(alias, list(ids)).filter(state=DeferredEvent.DEAD)
    return int(dead.update(state=DeferredEvent.DUE, attempts=0, due_at=Now(), nudged_at=None))


def drop(alias: str, ids: Iterable[int]) -> int:
    """Give deferred events up for good; what waits behind them goes on. How many."""
    count = 0
    for row in _of(alias, list(ids)).order_by("id"):
        with transaction.atomic(using=alias):
            resolve(alias, row)
        count += 1
    return count


def _of(alias: str, ids: Sequence[int]) -> models.QuerySet[DeferredEvent]:
    rows: models.QuerySet[DeferredEvent] = DeferredEvent.objects.using(alias).filter(id__in=ids)
    return rows


def _due(rows: models.QuerySet[DeferredEvent]) -> models.QuerySet[DeferredEvent]:
    due: models.QuerySet[DeferredEvent] = rows.exclude(state=DeferredEvent.DEAD).filter(due_at__lte=Now())
    return due


def _row(consumer: str, domain: str, envelope: Envelope, *, behind: bool) -> DeferredEvent:
    return DeferredEvent(
        **{name: getattr(envelope, name) for name in COLUMNS},
        domain=domain,
        shard=envelope.shard,
        consumer=consumer,
        state=DeferredEvent.BEHIND if behind else DeferredEvent.DUE,
        due_at=Now(),
        # A worker is told of it right after the commit.
        nudged_at=Now(),
    )
