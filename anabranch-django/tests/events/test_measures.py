from __future__ import annotations

import pytest
from django.db import transaction
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from anabranch_django.events import measures
from anabranch_django.events.watching import look_at
from tests.trade.sales.port import OrderPlaced, Orders
from tests.world import World


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


def test_consumer_continues_the_trace_of_the_publisher(world: World, spans: InMemorySpanExporter) -> None:
    with trace.get_tracer("tests").start_as_current_span("place") as span, transaction.atomic(using=world.alias):
        Orders.placed.publish(OrderPlaced(order_id=7, number=1))
    world.deliver()
    [found] = [each for each in spans.get_finished_spans() if each.name == "sales.placed shipping.prepare"]
    assert found.context.trace_id == span.get_span_context().trace_id
    assert found.attributes is not None
    assert found.attributes["anabranch.event.key"] == "7"


def test_without_a_provider_nothing_is_carried(world: World) -> None:
    world.place(1)
    assert world.envelopes()[0].trace == ""


def test_look_tells_depth_age_and_dead_letters(world: World) -> None:
    world.place(1, 2)
    depth = look_at("sales")
    assert (depth.outbox, depth.dead, depth.unsent, depth.relays) == (2, 0, {}, ())
    assert 0 < depth.age < 60
    assert depth.is_stuck


def test_gauges_show_the_domains_of_the_relay(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.place(1, 2)
    monkeypatch.setattr(measures, "_watched", {"sales"})
    monkeypatch.setattr(measures, "_looked", {})
    assert [(value, about["anabranch.domain"]) for value, about in measures.observed(lambda depth: depth.outbox)] == [
        (2, "sales")
    ]
