from __future__ import annotations

import pytest

from tests.fakes.projects import ReadSources, find, read_sources

BASE_PAGE = {"catalog/templates/catalog/page.html": "<p>{% block body %}{% endblock %}</p>\n"}
PAGE = "catalog/page.html"


@pytest.mark.parametrize(
    "text",
    ["{# {% include 'catalog/page.html' %} #}", "{% extends 'django/base.html' %}", "{% load i18n static %}", "plain"],
    ids=["comment", "outside", "outside-library", "plain"],
)
def test_template_that_names_nothing_foreign_refers_to_nothing(text: str) -> None:
    found = read_sources({**BASE_PAGE, "orders/templates/orders/cart.html": text})
    assert found.pairs("template") == []


@pytest.mark.parametrize(
    "text",
    [
        '{% extends »"catalog/page.html" %}',
        "<p>{% include »'catalog/page.html' with x=1 only %}</p>",
        "값 {% include »'catalog/page.html' %}",
        '{%- from »"catalog/page.html" import row -%}',
        '{% include\n   »"catalog/page.html" %}',
    ],
    ids=["extends", "include", "hangul", "jinja", "two-lines"],
)
def test_template_named_by_a_template_stands_at_its_name(text: str) -> None:
    pairs = find("template", {**BASE_PAGE, "orders/templates/orders/cart.html": f"\n{text}\n"})
    assert pairs == [("orders/cart.html", PAGE)]


@pytest.mark.parametrize(
    ("text", "importer"),
    [
        ("def show(request):\n    return render(request, »'catalog/page.html', {})\n", "orders.views.show"),
        ("class Show(TemplateView):\n    template_name = »'catalog/page.html'\n", "orders.views.Show"),
        ("def show(request):\n    '값', get_template(»'catalog/page.html')\n", "orders.views.show"),
        ("def show(request):\n    return render(request, [»'catalog/page.html', 'x.html'])\n", "orders.views.show"),
        ("D = 'catalog'\n\ndef show(request):\n    return render(request, »f'{D}/page.html')\n", "orders.views.show"),
        ("D = 'catalog/'\n\ndef show(request):\n    return render(request, »D + 'page.html')\n", "orders.views.show"),
        ("PAGE = »'catalog/page.html'\n\ndef show(request):\n    return render(request, PAGE)\n", "orders.views"),
    ],
    ids=["render", "view", "hangul", "list", "f-string", "concatenation", "constant"],
)
def test_template_named_by_python_stands_at_the_string(text: str, importer: str) -> None:
    assert find("template", {**BASE_PAGE, "orders/views.py": text}) == [(importer, PAGE)]


def test_tag_library_of_another_app_stands_at_its_name() -> None:
    sources = {
        "catalog/templatetags/prices.py": "from django import template\n\nregister = template.Library()\n",
        "orders/templates/orders/cart.html": "{% load i18n »prices %}\n{% load money from »prices %}\n",
    }
    assert find("template", sources) == [("orders/cart.html", "catalog.templatetags.prices")] * 2


def test_template_of_the_project_belongs_to_the_app_its_folder_names() -> None:
    sources = {"templates/catalog/page.html": "x", "orders/views.py": "T = »'catalog/page.html'\n"}
    (reference,) = read_sources(sources).references("template")
    assert (reference.imported.symbol, reference.imported.app) == (PAGE, "catalog")


def test_template_of_the_project_without_an_app_belongs_to_the_project() -> None:
    sources = {"templates/base.html": "x", "orders/templates/orders/cart.html": "{% extends 'base.html' %}"}
    (reference,) = read_sources(sources).references("template")
    assert (reference.imported.symbol, reference.imported.app) == ("base.html", "(project)")


def test_template_that_an_app_overrides_is_its_own() -> None:
    sources = {
        **BASE_PAGE,
        "orders/templates/catalog/page.html": "x",
        "orders/views.py": "T = 'catalog/page.html'\n",
    }
    assert [one.imported.app for one in read_sources(sources).references("template")] == ["orders"]


def test_template_chosen_at_run_time_is_said() -> None:
    found = read_sources({"orders/templates/orders/cart.html": "\n\n{% include name %}\n"})
    assert found.unseen() == [("template chosen at run time", "orders/templates/orders/cart.html", 1)]


def test_template_that_python_chooses_at_run_time_is_said() -> None:
    text = "from django.template.loader import render_to_string\n\ndef show(icon):\n    return render_to_string(icon)\n"
    assert read_sources({"orders/views.py": text}).unseen() == [("template chosen at run time", "orders/views.py", 4)]
    own = text.replace("from django.template.loader import render_to_string", "def render_to_string(name): ...")
    assert read_sources({"orders/views.py": own}).unseen() == []


@pytest.mark.parametrize(
    ("call", "lines"),
    [
        ("render(request, name)", [5]),
        ("render(request, template_name=name)", [5]),
        ("TemplateResponse(request, name, {})", [5]),
        ("render(request, 'orders/none.html', name)", []),
        ("render(request, f'catalog/pag{name}.html')", []),
        ("render(request, 'catalog/pag{}.html'.format(name))", []),
    ],
)
def test_rendered_template_is_said_where_nothing_tells_it(call: str, lines: list[int]) -> None:
    head = "from django.shortcuts import render\nfrom django.template.response import TemplateResponse\n\n"
    text = f"{head}def show(request, name):\n    return {call}\n"
    assert [line for _, _, line in read_sources({**BASE_PAGE, "orders/views.py": text}).unseen()] == lines


def test_template_named_from_the_folder_of_another_is_found() -> None:
    text = '{% extends »"./base.html" %}{% include »"../catalog/page.html" %}{% include "../../page.html" %}'
    sources = {**BASE_PAGE, "orders/templates/orders/base.html": "", "orders/templates/orders/cart.html": text}
    assert find("template", sources) == [("orders/cart.html", "orders/base.html"), ("orders/cart.html", PAGE)]


def test_template_tag_named_by_an_inclusion_tag_is_found() -> None:
    text = "from django import template\n\nregister = template.Library()\n\n"
    text += "@register.inclusion_tag(»'catalog/page.html')\ndef page(): ...\n"
    assert find("template", {**BASE_PAGE, "orders/templatetags/rows.py": text}) == [
        ("orders.templatetags.rows.page", PAGE)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("'catalog/mail_%s.txt'", ["catalog/mail_paid.txt", "catalog/mail_sent.txt"]),
        ("f'catalog/mail_{x}.txt'", ["catalog/mail_paid.txt", "catalog/mail_sent.txt"]),
        ("f'catalog/{x}.txt'", []),
        ("'%s/mail_paid.txt'", []),
        ("'catalog/%s_%s.txt'", []),
    ],
    ids=["percent", "f-string", "whole-name", "folder", "two-gaps"],
)
def test_template_with_a_gap_in_its_name_is_each_that_fits(text: str, names: list[str]) -> None:
    mails = {f"catalog/templates/catalog/mail_{each}.txt": "" for each in ("paid", "sent")}
    found = read_sources({**mails, "orders/views.py": f"def show(x):\n    return get_template({text})\n"})
    assert sorted(pair[1] for pair in found.pairs("template")) == names
    assert {one.certainty for one in found.references("template")} <= {"inferred"}


CHOOSING = """
    from django.shortcuts import render

    def show(request):
        base = {} if request.GET else 'orders/own.html'
        return render(request, 'orders/cart.html', {{'base': base}})
    """


def of_cart(base: str) -> ReadSources:
    cart = {"orders/views.py": CHOOSING.format(base), "orders/templates/orders/cart.html": "{% extends base %}"}
    return read_sources({**BASE_PAGE, **cart, "orders/templates/orders/own.html": "plain"})


def test_template_that_extends_a_variable_refers_to_all_that_its_view_puts_there() -> None:
    found = of_cart("'catalog/page.html'")
    pairs = [pair for pair in found.pairs("template") if pair[0] == "orders/cart.html"]
    assert pairs == [("orders/cart.html", PAGE), ("orders/cart.html", "orders/own.html")]
    assert found.unseen() == []


def test_template_that_extends_what_is_not_here_is_told_as_unseen() -> None:
    found = of_cart("'elsewhere/page.html'")
    assert found.unseen() == [("template chosen at run time", "orders/templates/orders/cart.html", 1)]


GENERIC = """from django.views.generic import DeleteView, DetailView, ListView, UpdateView
from catalog.models import Product

"""


@pytest.mark.parametrize(
    ("base", "body", "file"),
    [
        ("DetailView", "model = Product", "product_detail.html"),
        ("ListView", "queryset = Product.objects.filter(pk=1)", "product_list.html"),
        ("DeleteView", "model = Product", "product_confirm_delete.html"),
        ("UpdateView", "model = Product", "product_form.html"),
        ("UpdateView", "model = Product\n    template_name_suffix = '_change'", "product_change.html"),
    ],
)
def test_template_that_a_generic_view_names_after_its_model_stands_at_the_class(
    base: str, body: str, file: str
) -> None:
    view = f"{GENERIC}class »Show({base}):\n    {body}\n"
    found = find("template", {"orders/views.py": view, f"catalog/templates/catalog/{file}": ""})
    assert found == [("orders.views.Show", f"catalog/{file}")]


@pytest.mark.parametrize(
    "body",
    [
        "template_name = »'orders/show.html'",
        "def get_template_names(self):\n        return [»'orders/show.html']",
        "def get(self, request):\n        self.template_name = »'orders/show.html'",
        "template_name_suffix = 'change'",
    ],
)
def test_generic_view_that_names_another_template_renders_none_after_its_model(body: str) -> None:
    view = f"{GENERIC}class Show(DetailView):\n    model = Product\n    {body}\n"
    files = {"catalog/templates/catalog/product_detail.html": "", "orders/templates/orders/show.html": ""}
    assert all(imported == "orders/show.html" for _, imported in find("template", {"orders/views.py": view, **files}))
