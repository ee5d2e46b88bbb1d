from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NewType
from uuid import UUID

import msgspec
import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from anabranch_django.by_value import check, schema, schema_hash
from anabranch_django.errors import Refused


@dataclass(frozen=True)
class Line:
    sku: str
    price: Decimal
    at: datetime | None = None


@dataclass(frozen=True)
class Order:
    lines: tuple[Line, ...]
    by_id: dict[UUID, Line]
    parent: Order | None = None


@dataclass(frozen=True)
class Other:
    text: str


@dataclass
class Changeable:
    text: str


@dataclass(frozen=True)
class WithUser:
    user: User


class Card(msgspec.Struct, frozen=True, tag=True):
    number: str


class Invoice(msgspec.Struct, frozen=True, tag=True):
    days: int


class Loose(msgspec.Struct):
    days: int


class State(enum.Enum):
    OPEN = "open"


class Tolerant(enum.Enum):
    OPEN = "open"
    OTHER = "other"

    @classmethod
    def _missing_(cls, _value: object) -> Tolerant:
        return cls.OTHER


Number = NewType("Number", int)


@pytest.mark.parametrize(
    "kind",
    [
        int,
        str | None,
        Number,
        Line,
        Order,
        Card | Invoice,
        Line | None,
        tuple[int, ...],
        dict[int, Order],
        frozenset[UUID],
        list[Tolerant],
        bytes,
    ],
)
def test_type_whose_values_cross_is_accepted(kind: object) -> None:
    check(kind, read_by_older=True)
    assert len(schema_hash(schema(kind))) == 16


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Any, "Any"),
        (list, "Any"),
        (dict[str, Any], "Any"),
        (object, "class of this process"),
        (Line | Other, "look alike"),
        (User, "model"),
        (WithUser, "model"),
        (QuerySet[User], "queryset"),
        (HttpRequest, "request"),
        (SimpleLazyObject, "lazy"),
        (Callable[[int], int], "function"),
        (list[Changeable], "frozen=True"),
        (Loose, "frozen=True"),
        (dict[tuple[int, int], str], "keys"),
    ],
)
def test_type_that_belongs_to_one_process_is_refused_with_a_reason(kind: object, said: str) -> None:
    with pytest.raises(Refused, match=said) as raised:
        check(kind, of="Orders.place(draft)")
    assert str(raised.value).startswith("Orders.place(draft): ")
    assert str(raised.value).endswith(".")


def test_enumeration_without_fallback_is_refused_only_where_an_older_side_reads_it() -> None:
    check(State)
    with pytest.raises(Refused, match="_missing_"):
        check(dict[int, State], read_by_older=True)
