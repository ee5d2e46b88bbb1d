"""Spans, measures and their names, for OpenTelemetry where it is installed and a provider is set.

Knows the names and how to say them; knows nothing of what is measured.
"""

from anabranch_django.tracing import names
from anabranch_django.tracing.meters import add, gauge, is_measuring, record
from anabranch_django.tracing.spans import Span, carried, is_in_span, is_tracing, span

__all__ = ["Span", "add", "carried", "gauge", "is_in_span", "is_measuring", "is_tracing", "names", "record", "span"]
