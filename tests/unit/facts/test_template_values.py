from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch.facts.templates import read_template


def read(text: str) -> list[tuple[str, str]]:
    """Each path of a text with its variable replaced by what it was bound to."""
    values = read_template(text.encode()).values
    return [(value.base or value.variable, value.steps) for value in values]


@pytest.mark.parametrize(
    "text",
    ["{{ order }}", "{{ 1.5 }}", "{{ 'a.b' }}", "{# {{ a.b }} #}", "{% load a.b %}", "{{ forloop.counter }}", "a.b"],
    ids=["name", "number", "string", "comment", "load", "loop", "text"],
)
def test_template_that_reads_nothing_of_a_value_has_no_path(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ order.total|money }}", [("order", "total")]),
        ("{% if a.b == c.d.e %}", [("a", "b"), ("c", "d.e")]),
        ("{{ total|add:order.tax }}", [("order", "tax")]),
        ("{{ order.lines.all().first().name }}", [("order", "lines.all"), ("order", "lines.all")][:1]),
        ("{% url 'x' pk=order.pk %}", [("order", "pk")]),
    ],
    ids=["value", "condition", "argument", "jinja", "keyword"],
)
def test_path_is_read_from_its_variable(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text)[: len(found)] == found


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("{% for line in order.lines.all %}{{ line.name }}", ("order.lines.all.*", "name")),
        ("{% for line in order.lines|slice:':3' reversed %}{{ line.name }}", ("order.lines.*", "name")),
        ("{% with b=order.buyer %}{{ b.name }}", ("order.buyer", "name")),
        ("{% with order.buyer as b %}{{ b.name }}", ("order.buyer", "name")),
        ("{% set b = order.buyer %}{{ b.name }}", ("order.buyer", "name")),
        ("{% for l in o.lines %}{% with p=l.product %}{{ p.name }}", ("o.lines.*.product", "name")),
        ("{% for key, value in order.items %}{{ value.name }}", ("value", "name")),
        ("{% for line in lines|other %}{{ line.name }}", ("line", "name")),
        ("{% tag order.x as line %}{{ line.name }}", ("line", "name")),
        ("{% for order in orders %}{% endfor %}{{ order.name }}", ("order", "name")),
    ],
    ids=["loop", "filter", "with", "as", "set", "nested", "pair", "unknown-filter", "tag", "after"],
)
def test_variable_of_a_block_is_what_it_was_bound_to(text: str, last: tuple[str, str]) -> None:
    assert read(text)[-1] == last


def test_path_stands_at_its_variable() -> None:
    (value,) = read_template("값\n{% if  order.total %}".encode()).values
    assert (value.line, value.column) == (2, 8)


@given(
    st.lists(st.sampled_from(["{% for a in a.b %}", "{% with a=a.c %}", "{{ a.d }}", "{% endfor %}", "{% endwith %}"]))
)
def test_blocks_in_any_order_are_read_and_stay_short(parts: list[str]) -> None:
    values = read_template("".join(parts).encode()).values
    assert len(values) == sum("a." in part for part in parts)
    assert all(len(value.base) < 600 for value in values)
