from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

PAGE = "orders/page.html"
PRODUCT, BRAND = (PAGE, "catalog.models.Product"), (PAGE, "brands.models.Brand")
LINE = """
    from django.db import models

    class OrderLine(models.Model):
        amount = models.IntegerField()
        product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
    """
HEAD = (
    "from django.shortcuts import render\nfrom catalog.models import Product\nfrom orders.models import OrderLine\n\n"
)


def page(text: str, view: str = "") -> dict[str, str]:
    return {"orders/models.py": LINE, "orders/views.py": HEAD + view, f"orders/templates/{PAGE}": text}


@pytest.mark.parametrize(
    "text",
    ["{{ x.name }}", "{{ order_line.amount }}", "{{ product.name }}", "{{ product.colour }}", "{{ user.email }}"],
    ids=["unknown", "own", "says-nothing", "other-thing", "outside"],
)
def test_value_that_is_not_known_or_not_foreign_is_no_reference(text: str) -> None:
    assert find("template-access", page(text)) == []


@pytest.mark.parametrize(
    "view",
    [
        f"def show(request):\n    return render(request, '{PAGE}', {{'it': Product.objects.get()}})\n",
        f"def show(request):\n    it = {{}}\n    it['it'] = Product()\n    return render(request, '{PAGE}', it)\n",
        f"class Show:\n    template_name = '{PAGE}'\n\n    def get_context(self):\n        return dict(it=Product())\n",
        f"class Show(DetailView):\n    model = Product\n    context_object_name = 'it'\n    template_name = '{PAGE}'\n",
    ],
    ids=["literal", "item", "keyword", "generic"],
)
def test_value_that_the_view_gives_is_known(view: str) -> None:
    found = read_sources(page("{{ it.label }}", view))
    assert found.pairs("template-access") == [PRODUCT]
    (one,) = found.references("template-access")
    assert (one.certainty, one.tie_class, one.line, one.column) == ("inferred", "composition", 1, 4)


SHARED = (
    "def shared(product):\n    return {'it': product}\n\ndef more():\n    return {**shared(Product()), **more()}\n\n"
)


@pytest.mark.parametrize(
    "context",
    ["{**shared(Product()), 'other': 1}", "{**more()}", "dict(shared(Product()), other=1)", "dict(**more())"],
    ids=["unpacked", "at-second-hand", "given-whole", "as-keywords"],
)
def test_value_in_a_dictionary_that_the_view_unpacks_is_known(context: str) -> None:
    view = f"{SHARED}def show(request):\n    context = {context}\n    return render(request, '{PAGE}', context)\n"
    assert find("template-access", page("{{ »it.label }}", view)) == [PRODUCT]


def test_value_of_a_method_that_the_view_unpacks_is_not_guessed_from_its_name() -> None:
    view = """class Pages:
    def shared(self, line):
        return {"product": line}

    def show(self, request):
        context = {}
        context.update(self.shared(OrderLine.objects.get()))
        return render(request, "orders/page.html", context)
"""
    assert find("template-access", page("{{ product.label }}", view)) == []


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("{{ order_line.product.label }}", [PRODUCT]),
        ("{{ line.product.brand.country }}", [PRODUCT, BRAND]),
        ("{{ product.brand.name }}", [BRAND]),
        ("{% with it=order_line.product %}{{ it.label }}{% endwith %}", [PRODUCT, PRODUCT]),
        ("{{ product.label }} {{ product.brand }}", [PRODUCT, BRAND]),
    ],
    ids=["hop", "two-hops", "foreign-hop", "with", "member"],
)
def test_variable_named_after_the_only_model_that_fits_is_known(text: str, pairs: list[tuple[str, str]]) -> None:
    assert sorted(read_sources(page(text)).pairs("template-access")) == sorted(pairs)


def test_template_has_the_values_of_the_one_that_extends_it() -> None:
    view = "def show(request):\n    return render(request, 'orders/page.html', {'it': Product.objects.get()})\n"
    base = {"orders/templates/orders/base.html": "{{ »it.label }}"}
    found = find("template-access", {**page("{% extends 'orders/base.html' %}", view), **base})
    assert found == [("orders/base.html", "catalog.models.Product")]


def test_included_template_may_be_given_other_values_than_the_one_around_it() -> None:
    view = "def show(request):\n    return render(request, 'orders/page.html', {'it': Product.objects.get()})\n"
    inner = {"orders/templates/orders/row.html": "{{ it.label }}"}
    around = "{% for it in others %}{% include 'orders/row.html' %}{% endfor %}"
    assert find("template-access", {**page(around, view), **inner}) == []


@pytest.mark.parametrize(
    "view",
    [
        (
            f"def a(r):\n    return render(r, '{PAGE}', {{'it': Product()}})\n\n"
            f"def b(r):\n    return render(r, '{PAGE}', {{'it': unknown()}})\n"
        ),
        f"def a(r):\n    log({{'it': Product()}})\n    return render(r, '{PAGE}', {{'it': unknown()}})\n",
        f"def a(r):\n    return render(r, '{PAGE}', {{'user': OrderLine(), 'it': 1}})\n",
    ],
    ids=["one-view-does-not-know", "another-dictionary", "user-of-the-view"],
)
def test_value_that_not_all_that_give_it_tell_is_left_open(view: str) -> None:
    assert find("template-access", page("{{ it.label }} {{ user.email }}", view)) == []


def test_templates_of_one_name_in_two_apps_have_each_their_own_values() -> None:
    views = "def show(request):\n    return render(request, 'list.html', {'it': Product()})\n"
    sources = {
        **page("", ""),
        "orders/views.py": HEAD + views,
        "orders/templates/list.html": "{{ »it.label }}",
        "stock/views.py": HEAD + "def show(request):\n    return render(request, 'list.html', {'it': unknown()})\n",
        "stock/templates/list.html": "{{ it.label }}",
    }
    assert find("template-access", sources) == [("list.html", "catalog.models.Product")]


def test_two_views_that_give_different_things_leave_it_open() -> None:
    views = [
        f"def {name}(request):\n    return render(request, '{PAGE}', {{'it': {value}()}})\n"
        for name, value in (("one", "Product"), ("other", "OrderLine"))
    ]
    assert find("template-access", page("{{ it.label }}", "\n".join(views))) == []


def test_value_of_a_generic_view_is_known_in_the_template_that_is_named_after_its_model() -> None:
    view = "\n".join(
        ("from django.views.generic import ListView", HEAD, "class Lines(ListView):", "    model = OrderLine")
    )
    loops = "".join(
        f"{{% for it in {name} %}}{{{{ it.product.pk }}}}{{% endfor %}}" for name in ("object_list", "page_obj")
    )
    name = "orders/orderline_list.html"
    found = read_sources({"orders/models.py": LINE, "orders/views.py": view, f"orders/templates/{name}": loops})
    assert found.pairs("template-access") == [(name, "catalog.models.Product")] * 2
