from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In a process of its own, for a provider can be set once only.
SCRIPT = """
import json, sys, django
django.setup()
from opentelemetry import metrics, trace
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(spans))
trace.set_tracer_provider(provider)
metrics.set_meter_provider(MeterProvider([reader]))
from anabranch_django.ports.carriers import COPY
from anabranch_django.testing.plugin import reached_by
from anabranch_django.testing.wire import wire
from tests.shop.stock.port import Stock
with reached_by({"local": COPY, "remote": wire()}[sys.argv[1]]):
    Stock().sleep(seconds=0)
said = [
    (span.name, span.kind.name, span.context.trace_id, dict(span.attributes)) for span in spans.get_finished_spans()
]
measures = [m.name for r in reader.get_metrics_data().resource_metrics for s in r.scope_metrics for m in s.metrics]
print(json.dumps([said, measures]))
"""


@pytest.mark.parametrize("placement", ["local", "remote"])
def test_call_has_one_trace_and_the_same_names_in_both_placements(placement: str) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, placement],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    spans, measures = json.loads(done.stdout)
    assert [(name, kind) for name, kind, _trace, _said in spans] == [
        ("stock.sleep", "SERVER"),
        ("stock.sleep", "CLIENT"),
    ]
    assert spans[0][2] == spans[1][2]
    assert spans[1][3]["anabranch.placement"] == placement
    assert {"anabranch.port.calls", "anabranch.port.duration"} <= set(measures)
