"""What values are: known where a hop along `brand` of a product stands at the mark."""

from __future__ import annotations

from textwrap import indent

import pytest

from tests.fakes.projects import find, read_sources

HEAD = """from typing import *
from contextlib import contextmanager
from itertools import chain, groupby, islice
from django.core.paginator import Paginator
from django.shortcuts import get_list_or_404, get_object_or_404
from catalog.models import Product

def first() -> Product: ...
def found(x):
    return Product.objects.get(id=x)
def pair():
    return 1, Product()
def rows():
    yield Product()
@contextmanager
def lent():
    yield Product()
def second(a, b):
    return b
def named(*args, b=None):
    return b
class Lender:
    def __enter__(self):
        return Product()
    def __call__(self):
        return Product()
class Cart:
    product: Product
    def __init__(self, given: Product):
        self.given = given
        self.made = Product()
    @property
    def main(self):
        return self.made
    def other(self) -> "Product | None":
        return None

"""
BRAND = "brands.models.Brand"


def hops(body: str, signature: str = "x") -> list[str]:
    text = f"{HEAD}def f({signature}):\n{indent(body, '    ')}\n"
    return [imported for _, imported in find("relation-access", {"orders/code.py": text})]


@pytest.mark.parametrize(
    "body",
    [
        "x.brand",
        "dict().brand",
        "Product.objects.brand",
        "Product.objects.filter().count().brand",
        "open(x).brand",
        "second(*x, Product()).brand",
        "named(1, Product()).brand",
    ],
)
def test_value_of_unknown_or_other_type_has_no_certain_hop(body: str) -> None:
    found = read_sources({"orders/code.py": f"{HEAD}def f(x):\n    {body}\n"})
    assert [one for one in found.references("relation-access") if one.certainty != "likely"] == []


@pytest.mark.parametrize(
    "annotation",
    [
        "Product",
        "'Product'",
        "Optional[Product]",
        "Product | None",
        "None | 'Product'",
        "Union[int, Product]",
        "Annotated[Product, 1]",
        "'Optional[Product]'",
    ],
)
def test_annotated_parameter_is_known(annotation: str) -> None:
    assert hops("x.»brand", f"x: {annotation}") == [BRAND]


@pytest.mark.parametrize(
    "annotation",
    ["list[Product]", "List['Product']", "Iterable[Product]", "QuerySet[Product]", "set[Product]", "Sequence[Product]"],
)
def test_items_of_an_annotated_collection_are_known(annotation: str) -> None:
    head = "from django.db.models import QuerySet\n"
    text = f"{head}{HEAD}def f(x: {annotation}):\n    for one in x:\n        one.»brand\n"
    assert find("relation-access", {"orders/code.py": text}) == [("orders.code.f", BRAND)]


@pytest.mark.parametrize(
    ("annotation", "body"),
    [
        ("dict[str, Product]", "x['a'].»brand"),
        ("dict[str, Product]", "for k, v in x.items():\n    v.»brand"),
        ("dict[str, Product]", "x.get(1).»brand"),
        ("tuple[int, Product]", "x[1].»brand"),
        ("tuple[int, Product]", "n, p = x\np.»brand"),
        ("list[tuple[int, Product]]", "for n, p in x:\n    p.»brand"),
        ("type[Product]", "x.objects.get().»brand"),
        ("Callable[[], Product]", "pass"),
    ],
)
def test_parts_of_annotated_containers_are_known(annotation: str, body: str) -> None:
    assert hops(body, f"x: {annotation}") == ([BRAND] if "»" in body else [])


@pytest.mark.parametrize(
    "value",
    [
        "Product()",
        "Product.objects.get(id=1)",
        "Product.objects.first()",
        "Product.objects.filter(id=1).first()",
        "Product.objects.create(name=1)",
        "Product.objects.get_or_create(name=1)[0]",
        "Product.objects.all()[0]",
        "Product.objects.order_by('name')[:5][0]",
        "Product.objects.latest()",
        "Product.objects.in_bulk()[1]",
        "get_object_or_404(Product, id=1)",
        "get_object_or_404(Product.objects.all(), id=1)",
        "get_list_or_404(Product)[0]",
        "first()",
        "found(1)",
        "second(1, Product())",
        "second(*x, b=Product())",
        "named(1, b=Product())",
        "Lender()()",
        "pair()[1]",
        "next(rows())",
        "next(iter(Product.objects.all()), None)",
        "list(Product.objects.all())[0]",
        "sorted(Product.objects.all(), key=str)[0]",
        "max(Product.objects.all(), key=str)",
        "[Product()][0]",
        "{'a': Product()}['a']",
        "x and Product()",
        "Product() if x else None",
        "x or Product()",
        "(y := Product())",
        "cast(Product, x)",
        "Cart(x).product",
        "Cart(x).given",
        "Cart(x).made",
        "Cart(x).main",
        "Cart(x).other()",
        "Product.objects.select_related('name').get()",
        "Product._default_manager.get()",
    ],
)
def test_value_of_an_expression_is_known(value: str) -> None:
    assert hops(f"value = {value}\nreturn value.»brand") == [BRAND]


@pytest.mark.parametrize(
    "body",
    [
        "p, created = Product.objects.get_or_create(id=1)\np.»brand",
        "p, *rest = Product.objects.all()\np.»brand",
        "n, p = pair()\np.»brand",
        "(n, (p, q)) = 1, (Product(), 2)\np.»brand",
        "if (p := Product.objects.first()):\n    p.»brand",
        "with lent() as p:\n    p.»brand",
        "with Lender() as p:\n    p.»brand",
        "for p in Paginator(Product.objects.all(), 9).get_page(x):\n    p.»brand",
        "for n, rows in groupby(Product.objects.all(), str):\n    for p in rows:\n        p.»brand",
        "for p in islice(Product.objects.all(), 3):\n    p.»brand",
        "for p in chain.from_iterable([Product.objects.all()]):\n    p.»brand",
        "for p in Product.objects.filter(id=1):\n    p.»brand",
        "for n, p in enumerate(Product.objects.all()):\n    p.»brand",
        "for p, q in zip(Product.objects.all(), x):\n    p.»brand",
        "[p.»brand for p in Product.objects.all()]",
        "{p: p.»brand for p in Product.objects.all()}",
        "all(p.»brand for p in Product.objects.all() if p.»brand)",
        "for p in [q for q in Product.objects.all()]:\n    p.»brand",
        "if isinstance(x, Product):\n    x.»brand",
        "if isinstance(x, (int, Product)):\n    x.»brand",
        "if y and isinstance(x, Product):\n    x.»brand",
        "match x:\n    case Product() as p:\n        p.»brand",
        "match x:\n    case Product(»brand=b):\n        pass",
        "try:\n    p = Product.objects.get()\nexcept Product.DoesNotExist:\n    p = None\np.»brand",
        "p: Product\np.»brand",
        "p: Product = x\np.»brand",
        "p = q = Product()\nq.»brand",
        "items = []\nitems.append(Product())\nfor p in items:\n    p.»brand",
        "async for p in Product.objects.all():\n    p.»brand",
        "(await Product.objects.aget(id=1)).»brand",
        "p = Product()\ndef inner():\n    return p.»brand",
    ],
)
def test_name_bound_in_any_way_is_known(body: str) -> None:
    assert set(hops(body)) == {BRAND}


@pytest.mark.parametrize(
    "body",
    [
        "match x:\n    case Product():\n        x.brand",
        "match x:\n    case Product(name='a') | Product(id=1) as p if p.brand:\n        pass",
        "match 1, Product():\n    case [_, p]:\n        p.brand",
        "match {'a': Product()}:\n    case {'a': p}:\n        p.brand",
        "match x:\n    case Cart(product=p):\n        p.brand",
        "*ids, p = 1, 2, Product()\np.brand",
        "n, *rest = Product.objects.all()\nfor p in rest:\n    p.brand",
        "any((p := Product.objects.get(id=each)) for each in x)\np.brand",
    ],
)
def test_value_that_a_pattern_or_target_takes_is_known_for_sure(body: str) -> None:
    found = read_sources({"orders/code.py": f"{HEAD}def f(x):\n{indent(body, '    ')}\n"})
    assert [one.certainty for one in found.references("relation-access")] == ["inferred"]


@pytest.mark.parametrize(
    "body",
    [
        "p: Product = x.load()\np.brand",
        "p: 'Product' = x['p']\np.brand",
        "rows: list[Product] = x.rows\nfor p in rows:\n    p.brand",
        "p: object = Product.objects.get()\np.brand",
    ],
)
def test_annotation_of_a_local_name_tells_what_its_value_does_not(body: str) -> None:
    found = read_sources({"orders/code.py": f"{HEAD}def f(x):\n{indent(body, '    ')}\n"})
    assert [one.certainty for one in found.references("relation-access")] == ["inferred"]


@pytest.mark.parametrize(
    "body",
    [
        "match x:\n    case Product():\n        pass\n    case _:\n        return x.brand",
        "match x:\n    case Product():\n        pass\nreturn x.brand",
        "n, *rest, m = 1, 2, Product(), 3\nreturn m.brand",
    ],
    ids=["other case", "after the match", "last of several"],
)
def test_value_that_a_pattern_does_not_reach_is_not_known(body: str) -> None:
    found = read_sources({"orders/code.py": f"{HEAD}def f(x):\n{indent(body, '    ')}\n"})
    assert [one.certainty for one in found.references("relation-access")] == ["likely"]


BRANDS = "from brands.models import Brand\n"


@pytest.mark.parametrize(
    "body",
    [
        "for each in Brand.objects.all():\n    pass\nfor each in Product.objects.all():\n    return each.»brand",
        "for each in Product.objects.all():\n    pass\nfor each in unknown():\n    return each.»brand",
        "each = Brand()\nif x:\n    each = Product()\nreturn each.»brand",
    ],
    ids=["second loop", "second loop over what is not known", "after the branch"],
)
def test_name_is_what_its_own_branch_binds_and_either_after_it(body: str) -> None:
    assert hops(BRANDS + body) == [BRAND]


def test_name_of_a_second_loop_is_no_longer_what_the_first_one_bound() -> None:
    body = "for each in Product.objects.all():\n    pass\nfor each in Brand.objects.all():\n    return each.brand"
    assert hops(BRANDS + body) == []


@pytest.mark.parametrize(
    "body",
    [
        "def inner():\n    return p.»brand\np = Product()",
        "class Shop:\n    def sell(self):\n        return p.»brand\np = Product()",
        "def inner():\n    return make().»brand\ndef make():\n    return Product()",
    ],
    ids=["variable", "in a class", "function"],
)
def test_name_bound_after_an_inner_function_is_known_in_it(body: str) -> None:
    assert hops(body) == [BRAND]


@pytest.mark.parametrize(
    "body",
    [
        "def inner():\n    global p\n    return p.brand\np = Product()",
        "class Shop:\n    p = Product()\ndef inner():\n    return p.brand",
        "found = [p.brand for each in x]\np = Product()",
    ],
    ids=["global", "of a class between", "not yet bound"],
)
def test_name_that_the_function_around_does_not_give_is_not_taken_from_it(body: str) -> None:
    assert hops(body) == []


def test_value_of_a_quoted_cast_is_known() -> None:
    assert hops("value = cast('Product', x)\nreturn value.»brand") == [BRAND]


def test_negated_isinstance_that_leaves_makes_the_hop_likely() -> None:
    assert hops("if not isinstance(x, Product):\n    return None\nreturn x.»brand") == [BRAND]


def test_narrowing_ends_with_its_block() -> None:
    text = f"{HEAD}def f(x):\n    if isinstance(x, Product):\n        pass\n    return x.brand\n"
    found = read_sources({"orders/code.py": text})
    assert [one.certainty for one in found.references("relation-access")] == ["likely"]


VIEWS = """from django.views.generic import DetailView, ListView, UpdateView
from rest_framework import serializers
from django import forms
from django.contrib import admin
from django.db import models
from catalog.models import Product
"""


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("class V(DetailView):\n    model = Product", "self.object.»brand"),
        ("class V(DetailView):\n    model = Product", "self.get_object().»brand"),
        ("class V(DetailView):\n    queryset = Product.objects.all()", "self.object.»brand"),
        ("class V(ListView):\n    model = Product", "self.get_queryset().first().»brand"),
        ("class V(ListView):\n    model = Product", "super().get_queryset().first().»brand"),
        ("class V(forms.ModelForm):\n    class Meta:\n        model = Product", "self.instance.»brand"),
        ("class V(forms.ModelForm):\n    class Meta:\n        model = Product", "self.save().»brand"),
        ("class V(forms.ModelForm):\n    class Meta:\n        model = Product", "super().save(commit=False).»brand"),
        ("class V(serializers.ModelSerializer):\n    class Meta:\n        model = Product", "self.instance.»brand"),
        ("class V(serializers.ModelSerializer):\n    class Meta:\n        model = Product", "obj.»brand"),
        ("@admin.register(Product)\nclass V(admin.ModelAdmin):\n    pass", "obj.»brand"),
        ("class V(models.QuerySet):\n    pass", "self.model"),
    ],
)
def test_generic_classes_know_the_model_they_serve(head: str, body: str) -> None:
    text = f"{VIEWS}\n{head}\n    def f(self, obj):\n        return {body}\n"
    pairs = find("relation-access", {"orders/views.py": text})
    assert pairs == ([("orders.views.V.f", BRAND)] if "»" in body else [])


@pytest.mark.parametrize(
    ("signature", "body"),
    [
        ("request", "request.user.»vendor"),
        ("r: HttpRequest", "r.user.»vendor"),
        ("self", "self.request.user.»vendor"),
    ],
)
def test_user_of_a_request_is_the_project_s_user(signature: str, body: str) -> None:
    users = """
        from django.contrib.auth.models import AbstractUser
        from django.db import models

        class User(AbstractUser):
            vendor = models.ForeignKey("brands.Brand", on_delete=models.CASCADE)
        """
    text = "from django.http import HttpRequest\nfrom django.views import View\n\n"
    text += f"class V(View):\n    def get({signature}):\n        return {body}\n" if signature == "self" else ""
    text += f"def view({signature}):\n    return {body}\n" if signature != "self" else ""
    found = read_sources({"orders/views.py": text, "accounts/models.py": users})
    rows = [one for one in found.references("relation-access") if one.certainty == "inferred"]
    assert [(one.file, one.line, one.column) for one in rows] == found.marks


MANAGERS = """
    from django.db import models

    class LineQuerySet(models.QuerySet):
        def sold(self):
            return self.filter(id=1)

        def newest(self):
            return self.sold().first()

    class LineManager(models.Manager):
        def get_queryset(self):
            return LineQuerySet(self.model)

        def bought(self):
            return super().get_queryset().filter(id=1)

        def existing(self):
            return self.get_queryset().filter(id=1)

    class Line(models.Model):
        product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE)
        objects = {manager}
    """


@pytest.mark.parametrize(
    ("manager", "query"),
    [
        ("LineQuerySet.as_manager()", "Line.objects.sold().first()"),
        ("LineQuerySet.as_manager()", "Line.objects.filter(id=1).sold().get()"),
        ("LineQuerySet.as_manager()", "Line.objects.newest()"),
        ("models.Manager.from_queryset(LineQuerySet)()", "Line.objects.sold().first()"),
        ("LineManager.from_queryset(LineQuerySet)()", "Line.objects.bought().first()"),
        ("LineManager()", "Line.objects.bought().first()"),
        ("LineManager()", "Line.objects.existing().filter(id=1).sold().first()"),
        ("LineManager()", "Line.objects.all().sold().first()"),
        ("LineManager()", "Line.objects.sold().first()"),
        ("models.Manager()", "Line.objects.get()"),
    ],
)
def test_own_managers_and_querysets_keep_their_model(manager: str, query: str) -> None:
    text = f"from orders.models import Line\n\ndef f():\n    return {query}.»product\n"
    sources = {"orders/models.py": MANAGERS.replace("{manager}", manager), "stock/code.py": text}
    assert find("relation-access", sources) == [("stock.code.f", "catalog.models.Product")]


def test_functions_that_return_each_other_end() -> None:
    text = "def a(x):\n    return b(x)\n\ndef b(x):\n    return a(x)\n\ndef f(x):\n    return a(x).label\n"
    assert find("relation-access", {"orders/code.py": text}) == []


@pytest.mark.parametrize("model", ["Line", "'orders.Line'"])
@pytest.mark.parametrize(
    "made",
    ["LineFactory(size=1)", "LineFactory.build()", "LineFactory.create_batch(2)[0]", "SmallFactory()"],
)
def test_factory_of_test_data_makes_objects_of_its_model(made: str, model: str) -> None:
    factories = f"""
    import factory
    from orders.models import Line

    class LineFactory(factory.django.DjangoModelFactory):
        product = factory.SubFactory("catalog.factories.ProductFactory")

        class Meta:
            model = {model}

    class SmallFactory(LineFactory):
        pass
    """
    text = f"from orders.factories import LineFactory, SmallFactory\n\ndef f():\n    return {made}.»product\n"
    sources = {
        "orders/models.py": MANAGERS.replace("{manager}", "models.Manager()"),
        "orders/factories.py": factories,
        "stock/code.py": text,
    }
    assert find("relation-access", sources) == [("stock.code.f", "catalog.models.Product")]
