"""Counters, histograms and gauges; nothing at all where nobody listens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from typing import Any

_metrics: Any = None
with suppress(ImportError):
    _metrics = import_module("opentelemetry.metrics")

Value = str | int | float | bool


def is_measuring() -> bool:
    """OpenTelemetry is installed, and the team has set a provider of meters."""
    return _metrics is not None and type(_metrics.get_meter_provider()).__name__ != "_ProxyMeterProvider"


def add(name: str, attributes: Mapping[str, Value], amount: int = 1) -> None:
    """Count."""
    if _metrics is not None:
        _counter(name).add(amount, dict(attributes))


def record(name: str, value: float, attributes: Mapping[str, Value], *, unit: str = "s") -> None:
    """Take one value of a distribution."""
    if _metrics is not None:
        _histogram(name, unit).record(value, dict(attributes))


def gauge(name: str, observe: Callable[[], Iterable[tuple[float, Mapping[str, Value]]]], *, unit: str = "1") -> None:
    """Let `observe` be asked for the values of now whenever they are exported."""
    if _metrics is None:
        return

    def ask(_options: object) -> list[Any]:
        return [_metrics.Observation(value, dict(attributes)) for value, attributes in observe()]

    _meter().create_observable_gauge(name, callbacks=[ask], unit=unit)


def _meter() -> Any:  # noqa: ANN401  OpenTelemetry may be missing
    return _metrics.get_meter("anabranch_django")


@lru_cache(maxsize=64)
def _counter(name: str) -> Any:  # noqa: ANN401
    return _meter().create_counter(name)


@lru_cache(maxsize=64)
def _histogram(name: str, unit: str) -> Any:  # noqa: ANN401
    return _meter().create_histogram(name, unit=unit)
