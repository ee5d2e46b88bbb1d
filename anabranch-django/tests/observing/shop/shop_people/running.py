"""Runs querysets that others wrote, and knows none of them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


def run(queryset: QuerySet[Any]) -> list[Any]:
    return list(queryset)


def run_keys(queryset: QuerySet[Any]) -> list[Any]:
    chosen = queryset.order_by("pk")
    return list(chosen.values_list("pk", flat=True))
