"""What kind of thing a value is, as far as it decides whether it can cross to another process. Never the value."""

from __future__ import annotations

import datetime as dt
import decimal
import enum
import io
import types
import uuid
from collections.abc import Mapping

from django.core.files.base import File
from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest, HttpResponseBase

PLAIN = (
    str,
    bytes,
    int,
    float,
    complex,
    bool,
    type(None),
    decimal.Decimal,
    dt.date,
    dt.time,
    dt.timedelta,
    uuid.UUID,
    enum.Enum,
)
CALLABLE = (type, types.FunctionType, types.MethodType, types.BuiltinFunctionType)
KINDS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("plain", PLAIN),
    ("instance", (Model,)),
    ("queryset", (QuerySet, Manager)),
    ("request", (HttpRequest,)),
    ("response", (HttpResponseBase,)),
    ("file", (File, io.IOBase)),
    ("callable", CALLABLE),
)
# Of a container, so many items are looked at.
LOOKED_AT = 3
MOST_TYPES = 10_000


class Kinds:
    """Kinds by type, each type judged once. `object` is what has no better name."""

    def __init__(self) -> None:
        self._known: dict[type, str] = {}

    def of(self, value: object) -> str:
        """The kind of a value; of a list, tuple, set or dictionary that of the first item that is not plain."""
        kind = self._of_type(type(value))
        if kind != "container":
            return kind
        kinds = (self._of_type(type(item)) for item in _first_items(value))
        return next((inner for inner in kinds if inner not in {"plain", "container"}), "plain")

    def _of_type(self, given: type) -> str:
        kind = self._known.get(given)
        if kind is None:
            kind = _judge(given)
            if len(self._known) < MOST_TYPES:
                self._known[given] = kind
        return kind


def _judge(given: type) -> str:
    # Only exact containers are looked into: iterating over a subclass may run the team's code.
    if given in {list, tuple, set, frozenset, dict}:
        return "container"
    return next((name for name, types_ in KINDS if issubclass(given, types_)), "object")


def _first_items(value: object) -> list[object]:
    items = value.values() if isinstance(value, Mapping) else value
    found: list[object] = []
    for item in items:  # type: ignore[attr-defined]
        found.append(item)
        if len(found) == LOOKED_AT:
            break
    return found
