from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.by_value import decode, encode
from anabranch_django.errors import Malformed, NotByValue


@dataclass(frozen=True)
class Item:
    name: str
    count: int
    price: Decimal
    day: date
    at: datetime
    took: timedelta
    key: UUID
    data: bytes
    tags: frozenset[str]
    sizes: dict[int, str]


characters = st.text(st.characters(exclude_categories=["Cs"]))
items = st.builds(
    Item,
    name=characters,
    count=st.integers(),
    price=st.decimals(allow_nan=False, allow_infinity=False),
    day=st.dates(),
    at=st.datetimes(timezones=st.just(timezone.utc)),
    took=st.timedeltas(min_value=timedelta(days=-9000), max_value=timedelta(days=9000)),
    key=st.uuids(),
    data=st.binary(),
    tags=st.frozensets(characters),
    sizes=st.dictionaries(st.integers(min_value=-(2**63), max_value=2**63), characters),
)


@given(items)
def test_any_value_that_crosses_arrives_equal_and_as_another_object(item: Item) -> None:
    arrived = decode(encode(item), Item)
    assert arrived == item
    assert arrived is not item


@given(st.binary())
def test_any_bytes_that_are_no_value_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Malformed, match="Item"):
        decode(data, Item)


@pytest.mark.parametrize("text", [mark_safe("<b>"), gettext_lazy("<b>")])
def test_texts_of_django_cross_as_plain_text(text: object) -> None:
    arrived = decode(encode({"text": text}), dict[str, str])
    assert arrived == {"text": "<b>"}
    assert type(arrived["text"]) is str


@pytest.mark.parametrize("value", [User(), [object()], SimpleLazyObject(lambda: 1), "\ud800", print, {(1, 2): 3}])
def test_value_of_one_process_is_refused_with_its_type(value: object) -> None:
    with pytest.raises(NotByValue, match="cannot cross"):
        encode(value)


def test_circle_and_endless_depth_are_refused_both_ways() -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(NotByValue):
        encode(circle)
    with pytest.raises(Malformed):
        decode(b"[" * 100_000, list[Any])
