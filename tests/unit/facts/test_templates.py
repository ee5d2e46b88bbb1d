from __future__ import annotations

import time

import pytest

from anabranch.facts.templates import TemplateFacts, TemplateTag, read_template


def tags(text: str) -> list[tuple[str, str | None]]:
    return [(tag.kind, tag.argument) for tag in read_template(text.encode()).tags]


def only_tag(text: str) -> TemplateTag:
    (tag,) = read_template(text.encode()).tags
    return tag


def test_empty_file_has_one_line_and_no_tag() -> None:
    assert read_template(b"") == TemplateFacts(1, ())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% extends 'a.html' %}", [("extends", "a.html")]),
        ('{%- extends "a.html" -%}', [("extends", "a.html")]),
        ("{% include 'a.html' with x='y' only %}", [("include", "a.html")]),
        ("{% include ['a.html', 'b.html'] ignore missing %}", [("include", "a.html"), ("include", "b.html")]),
        ("{% import 'a.html' as forms %}", [("import", "a.html")]),
        ("{% from 'a.html' import field with context %}", [("import", "a.html")]),
        ("{% load i18n static %}", [("load", "i18n"), ("load", "static")]),
        ("{% load a b from lib %}", [("load", "lib")]),
        ("{% url 'shop:detail' pk=1 as link %}", [("url", "shop:detail")]),
        ("{{ url('shop:detail', 1) }}", [("url", "shop:detail")]),
        ('{% set link = url_for("index") %}', [("url", "index")]),
        ("{% panel 'shop/panel.html' title=x %}", [("include", "shop/panel.html")]),
        ("{% shop_url shop 'cart' a='b' %}", [("address", "cart")]),
        ("{% shop_url 'the cart' '/cart' cart %}", []),
        ("{{ render('a.html') }}", [("include", "a.html")]),
    ],
)
def test_name_in_a_tag_is_found(text: str, found: list[tuple[str, str | None]]) -> None:
    assert tags(text) == found


@pytest.mark.parametrize(
    ("text", "kind", "note"),
    [
        ("{% extends base %}", "extends", "base"),
        ("{% include form.template_name with x=1 %}", "include", "form.template_name with x=1"),
        ("{% include 'a/' ~ name ~ '.html' %}", "include", "'a/' ~ name ~ '.html'"),
        ("{% include 'a/'|add:name %}", "include", "'a/'|add:name"),
        ("{% url view.name pk=1 %}", "url", "view.name"),
        ("{{ url(name) }}", "url", "name"),
    ],
)
def test_name_known_only_at_run_time_is_noted(text: str, kind: str, note: str) -> None:
    assert (only_tag(text).kind, only_tag(text).argument, only_tag(text).note) == (kind, None, note)


def test_default_of_a_name_known_at_run_time_is_found() -> None:
    assert tags("{% include x|default:'a.html' %}") == [("include", None), ("include", "a.html")]


def test_both_names_that_a_condition_chooses_from_are_found() -> None:
    assert tags("{% extends in_modal|yesno:'part.html,whole.html' %}") == [
        ("extends", "part.html"),
        ("extends", "whole.html"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{# {% include 'a.html' %} #}",
        "{#\n{% include 'a.html' %}\n#}",
        "{% comment %}{% include 'a.html' %}{% endcomment %}",
        "{% comment 'why' %}{% include 'a.html' %}{% endcomment %}",
        "{% verbatim %}{% include 'a.html' %}{% endverbatim %}",
        "{% verbatim x %}{% endverbatim %}{% include 'a.html' %}{% endverbatim x %}",
        "{% raw %}{{ url('a') }}{% endraw %}",
        "{% static 'a.html' %}{% trans 'a.html' %}{% if x == 'a.html' %}",
        "<a href='a.html'>{% block content %}",
        "{% url %}",
        "{{ topic|url('edit') }}{{ topic | url('edit') }}",
    ],
)
def test_text_that_names_nothing_has_no_tag(text: str) -> None:
    assert tags(text) == []


def test_comment_that_never_ends_hides_nothing() -> None:
    assert tags("{# {% include 'a.html' %}\n{# b #}") == [("include", "a.html")]


def test_place_is_that_of_the_name_in_code_points() -> None:
    facts = read_template("größe 😀 {% include 'ä.html' %}\r\n\n  {% load a\n b %}".encode())
    places = [(tag.argument, tag.line, tag.column) for tag in facts.tags]
    assert places == [("ä.html", 1, 20), ("a", 3, 11), ("b", 4, 2)]
    assert facts.lines == 4


def test_names_taken_from_a_library_are_noted() -> None:
    assert only_tag("{% load a b from lib %}") == TemplateTag("load", "lib", 1, 18, "a b")


def test_byte_order_mark_takes_no_column() -> None:
    assert only_tag("\ufeff{% load a %}").column == 9


@pytest.mark.parametrize("source", [b"\xff{% include 'a.html' %}", "{% include 'a.html' %}".encode("utf-16")])
def test_other_encodings_are_read_as_far_as_possible(source: bytes) -> None:
    assert [tag.argument for tag in read_template(source).tags] == ["a.html"]


@pytest.mark.parametrize(
    "opening",
    ["{% include ", "{# ", "{% comment %}", "{% verbatim x ", "{% verbatim x %}", "{% raw %}", "{{ ", "{", "'"],
)
def test_text_in_which_nothing_is_closed_takes_time_in_proportion_to_its_length(opening: str) -> None:
    started = time.process_time()
    read_template(opening.encode() * 20_000)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("opening", ["{% if x", "{{ x", "{% comment %}", "{% verbatim x %}{% endverbatim %}"])
def test_what_is_never_closed_hides_no_tag_below(opening: str) -> None:
    assert tags(opening + " {% include 'a.html' %}") == [("include", "a.html")]


def test_end_of_a_comment_is_found_behind_what_is_left_open_in_it() -> None:
    assert tags("{% comment %}{{ {# {% if {% endcomment %}{{ url('a') }}") == [("url", "a")]
