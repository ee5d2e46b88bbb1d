from __future__ import annotations

from dataclasses import dataclass, make_dataclass
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch_django.by_value import schema
from anabranch_django.ports.schemas import compare_schemas

# Two classes of one name in one module do not exist, and have no schema.
numbers = count()
scalars = st.sampled_from([int, str, bool, float])
kinds = st.recursive(
    scalars,
    lambda inner: st.one_of(
        inner.map(lambda kind: list[kind]),  # type: ignore[valid-type]
        inner.map(lambda kind: dict[str, kind]),  # type: ignore[valid-type]
        st.dictionaries(st.sampled_from("abcd"), inner, min_size=1).map(
            lambda fields: make_dataclass(f"Made{next(numbers)}", list(fields.items()), frozen=True)
        ),
    ),
    max_leaves=6,
)


@dataclass(frozen=True)
class Node:
    name: str
    children: tuple[Node, ...] = ()


@dataclass(frozen=True)
class NewNode:
    name: str
    children: tuple[NewNode, ...] = ()
    note: str | None = None


@given(kinds)
def test_equal_schemas_have_no_difference(kind: type) -> None:
    assert compare_schemas(schema(kind), schema(kind), closed=False) == []


@given(kinds, kinds)
def test_value_that_is_not_said_to_break_is_read_by_the_other_version(old: type, new: type) -> None:
    if any(difference.breaks for difference in compare_schemas(schema(old), schema(new), closed=False)):
        return
    # What the new version requires the old one has, so an example of either is a value of the other.
    for one, other in ((old, new), (new, old)):
        msgspec.json.decode(msgspec.json.encode(example(one)), type=other)


def example(kind: Any) -> Any:  # noqa: ANN401  of any kind
    if kind in (int, bool, float, str):
        return kind(1)
    if getattr(kind, "__origin__", None) is list:
        return [example(kind.__args__[0])]
    if getattr(kind, "__origin__", None) is dict:
        return {"key": example(kind.__args__[1])}
    return kind(**{name: example(field.type) for name, field in kind.__dataclass_fields__.items()})


def test_types_that_hold_themselves_are_compared_and_end() -> None:
    found = compare_schemas(schema(Node), schema(NewNode), closed=False)
    assert [(each.path, each.breaks) for each in found] == [("note", False)]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (int, str, ""),
        (list[int], list[str], "[]"),
        (dict[str, int], dict[str, str], "{}"),
        (int, int | None, ""),
        (tuple[int, int], tuple[int, int, int], ""),
    ],
)
def test_other_type_breaks_at_its_place(old: object, new: object, path: str) -> None:
    found = compare_schemas(schema(old), schema(new), closed=False)
    assert [(each.path, each.breaks) for each in found] == [(path, True)]
    assert found[0].advice


def arguments(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  types
    return schema(msgspec.defstruct("Arguments", [(name, *said) for name, said in fields.items()], kw_only=True))


@pytest.mark.parametrize(
    ("old", "new", "breaks"),
    [
        ({}, {"a": (int,)}, True),
        ({}, {"a": (int, 1)}, False),
        ({"a": (int, 1)}, {}, True),
        ({"a": (int, 1)}, {"a": (int,)}, True),
        ({"a": (int,)}, {"a": (int, 1)}, False),
        ({"a": (int, 1)}, {"a": (int, 2)}, True),
    ],
)
def test_parameters_break_where_one_side_would_refuse_or_fill_in_something_else(
    old: dict[str, Any], new: dict[str, Any], breaks: bool
) -> None:
    found = compare_schemas(arguments(**old), arguments(**new), closed=True)
    assert [each.breaks for each in found] == [breaks]
