"""Traces, counters and gauges of events, where OpenTelemetry listens."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.utils import timezone

from anabranch_django.errors import AnabranchError
from anabranch_django.events.databases import close_unusable
from anabranch_django.events.envelope import Envelope
from anabranch_django.tracing import add, carried, gauge, is_in_span, is_measuring, is_tracing, names, record, span

if TYPE_CHECKING:
    from anabranch_django.events.watching import Depth

Observed = Iterable[tuple[float, Mapping[str, str]]]

_FRESH = 1.0
"""Seconds for which one look at the tables serves all gauges."""
_log = logging.getLogger("anabranch_django.events")
_watched: set[str] = set()
_looked: dict[str, tuple[float, Depth]] = {}


def current_traceparent() -> str:
    """The W3C traceparent of the current span, or nothing."""
    return carried().get("traceparent", "")[:60] if is_in_span() else ""


def consumer_span(envelope: Envelope, consumer: str) -> AbstractContextManager[object]:
    """A span around a consumer, child of the span that published."""
    if not is_tracing():
        return nullcontext()
    about = {
        names.MESSAGING: "anabranch",
        names.EVENT: envelope.event,
        names.EVENT_ID: str(envelope.event_id),
        names.KEY: envelope.key,
        names.CONSUMER: consumer,
    }
    carrier = {"traceparent": envelope.trace} if envelope.trace else None
    return span(f"{envelope.event} {consumer}", "consumer", about, carrier=carrier)


def note_published(event: str, count: int) -> None:
    """Count events that were written to the outbox."""
    # Not asked first whether anybody listens: counting for nobody takes less time than the question.
    add(names.PUBLISHED, {names.EVENT: event}, count)


def note_handled(envelope: Envelope, consumer: str) -> None:
    """Count it, and how long it took since it was published."""
    if is_measuring():
        about = {names.EVENT: envelope.event, names.CONSUMER: consumer}
        add(names.HANDLED, about)
        record(names.LAG, max(0.0, (timezone.now() - envelope.published_at).total_seconds()), about)


def note_failure(envelope: Envelope, consumer: str, error: Exception) -> None:
    """Count it, and say it in the log with its traceback."""
    _log.warning("%s failed on %s (key %s).", consumer, envelope.event, envelope.key, exc_info=error)
    if is_measuring():
        add(names.FAILED, {names.EVENT: envelope.event, names.CONSUMER: consumer})


def note_split(consumer: str, count: int, error: Exception) -> None:
    """Say in the log that several events could not be handled at once."""
    _log.info("%s failed on %d events at once (%s); each is tried alone.", consumer, count, error)


def watch(domains: Iterable[str]) -> None:
    """Show how these domains are doing in the gauges of this process: a relay does so for its own."""
    _watched.update(domains)


def setup() -> None:
    """Offer the gauges; they are empty in a process without a relay."""
    gauge(names.DEPTH, lambda: observed(lambda depth: depth.outbox))
    gauge(names.AGE, lambda: observed(lambda depth: depth.age), unit="s")
    gauge(names.DEAD, lambda: observed(lambda depth: depth.dead))


def observed(value: Callable[[Depth], float]) -> Observed:
    """A value of each watched domain, as it is now."""
    for domain in sorted(_watched):
        depth = _look(domain)
        if depth is not None:
            yield value(depth), {names.DOMAIN: domain}


def _look(domain: str) -> Depth | None:
    from anabranch_django.events.watching import look_at  # models cannot be imported before the apps are ready

    at, depth = _looked.get(domain, (float("-inf"), None))
    if depth is not None and time.monotonic() - at < _FRESH:
        return depth
    try:
        depth = look_at(domain)
    except (DatabaseError, AnabranchError) as error:
        _log.debug("Events of %s cannot be measured: %s", domain, error)
        close_unusable()
        return None
    _looked[domain] = (time.monotonic(), depth)
    return depth
