"""Spans of calls and events; nothing at all where nobody listens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Literal, Protocol

_trace: Any = None
_propagate: Any = None
with suppress(ImportError):
    _trace = import_module("opentelemetry.trace")
    _propagate = import_module("opentelemetry.propagate")

Kind = Literal["client", "server", "producer", "consumer"]
Value = str | int | float | bool


class Span(Protocol):
    """What a caller may do with a span."""

    def set_attribute(self, key: str, value: Value) -> None:
        """Say something more about what happens in it."""


class _NoSpan:
    def set_attribute(self, key: str, value: Value) -> None:
        pass


_NOTHING = _NoSpan()


def is_tracing() -> bool:
    """OpenTelemetry is installed, and the team has set a provider."""
    return _trace is not None and not isinstance(_trace.get_tracer_provider(), _trace.ProxyTracerProvider)


def is_in_span() -> bool:
    """A span is open here: what it costs to ask is less than for `is_tracing`."""
    return _trace is not None and _trace.get_current_span() is not _trace.INVALID_SPAN


@contextmanager
def span(
    name: str, kind: Kind, attributes: Mapping[str, Any], *, carrier: Mapping[str, str] | None = None
) -> Iterator[Span]:
    """A span around what happens within; with `carrier`, the headers that came, it continues the sender's trace."""
    if not is_tracing():
        yield _NOTHING
        return
    context: Any = _propagate.extract(carrier) if carrier else None
    tracer = _trace.get_tracer("anabranch_django")
    span_kind = _trace.SpanKind[kind.upper()]
    with tracer.start_as_current_span(name, context=context, kind=span_kind, attributes=dict(attributes)) as current:
        yield current


def carried() -> dict[str, str]:
    """The headers that continue the trace elsewhere; empty where nobody listens."""
    headers: dict[str, str] = {}
    if is_tracing():
        _propagate.inject(headers)
    return headers
