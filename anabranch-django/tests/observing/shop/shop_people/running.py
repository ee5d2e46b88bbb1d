"""Runs querysets that others wrote, and knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asgiref.sync import async_to_sync
from django.db.models import QuerySet


def run(queryset: QuerySet[Any]) -> list[Any]:
    return list(queryset)


def run_keys(queryset: QuerySet[Any]) -> list[Any]:
    chosen = queryset.order_by("pk")
    return list(chosen.values_list("pk", flat=True))


def run_awaited(act: Callable[..., Any], *given: Any) -> Any:
    return async_to_sync(act)(*given)
