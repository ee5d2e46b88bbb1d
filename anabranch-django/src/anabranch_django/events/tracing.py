"""Carries the trace from publisher to consumer. Without opentelemetry nothing happens."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from anabranch_django.events.envelope import Envelope

_log = logging.getLogger("anabranch.events")


def current_traceparent() -> str:
    """The W3C traceparent of the current span, or nothing."""
    return ""


@contextmanager
def consumer_span(envelope: Envelope, consumer: str) -> Iterator[None]:  # noqa: ARG001
    """A span around a consumer, child of the span that published."""
    yield


def log_failure(envelope: Envelope, consumer: str, error: Exception) -> None:
    """Say in the log that a consumer failed, with its traceback."""
    _log.warning("%s failed on %s (key %s).", consumer, envelope.event, envelope.key, exc_info=error)
