"""What a value is where its own function does not tell: known where a reference stands at the mark."""

from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

BRAND = ("relation-access", "brands.models.Brand")
HEAD = "from collections import namedtuple\nfrom catalog.models import Product\n\n"


def inferred(sources: dict[str, str]) -> set[tuple[str, str]]:
    """Kind and symbol of what `desk/code.py` refers to through values."""
    found = read_sources(sources).map.references
    return {(one.kind, one.imported.symbol) for one in found
            if one.file == "desk/code.py" and one.certainty == "inferred"}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "made"),
    [
        ("['size', 'it']", "1, Product()"),
        ("['size', 'it']", "it=Product(), size=1"),
        ("('size', 'it')", "1, it=Product()"),
    ],
    ids=["position", "keyword", "both"],
)
@pytest.mark.parametrize("read", ["info().it.brand", "info()[1].brand", "[each.brand for each in info()]"])
def test_named_tuple_holds_what_it_was_made_with(fields: str, made: str, read: str) -> None:
    code = f"{HEAD}Info = namedtuple('Info', {fields})\ndef info():\n    return Info({made})\ndef f():\n    {read}\n"
    assert BRAND in inferred({"desk/code.py": code})


@pytest.mark.parametrize("made", ["*parts", "**parts", "1", "Product()"])
def test_named_tuple_does_not_hold_what_it_was_not_surely_given(made: str) -> None:
    code = f"{HEAD}Info = namedtuple('Info', ['size', 'it'])\ndef f(parts):\n    return Info({made}).it.brand\n"
    assert BRAND not in inferred({"desk/code.py": code})


BASE = """
    class Policy:
        def product(self):
            raise NotImplementedError
    """
HEIR = """
    from catalog.models import Product
    from policies.base import Policy
    class Ready:
        def product(self):
            return Product()
    class Default(Ready, Policy):
        pass
    """
USE = "from policies.base import Policy\ndef f():\n    return Policy().product().brand\n"


def test_method_that_only_raises_gives_what_the_classes_below_give() -> None:
    assert BRAND in inferred({"policies/base.py": BASE, "policies/ready.py": HEIR, "desk/code.py": USE})


def test_classes_of_another_app_are_not_asked_for_what_a_base_gives() -> None:
    assert BRAND not in inferred({"policies/base.py": BASE, "shop/ready.py": HEIR, "desk/code.py": USE})


def test_method_that_gives_nothing_is_not_filled_by_the_classes_below() -> None:
    base = BASE.replace("raise NotImplementedError", "pass")
    assert BRAND not in inferred({"policies/base.py": base, "policies/ready.py": HEIR, "desk/code.py": USE})


SETTABLE = {
    "by call": "def _get(self):\n            return self._it\n        def _set(self, it):\n            self._it = it\n"
    "        it = property(_get, _set)",
    "by decorator": "@property\n        def it(self):\n            return self._it\n        @it.setter\n"
    "        def it(self, it):\n            self._it = it",
}


@pytest.mark.parametrize("body", SETTABLE.values(), ids=SETTABLE)
def test_property_holds_what_others_set_it_to(body: str) -> None:
    cart = f"class Cart:\n        {body}\n".replace("\n        ", "\n    ")
    sets = "from carts.models import Cart\nfrom catalog.models import Product\ndef fill():\n    cart = Cart()\n"
    use = "from carts.models import Cart\ndef f():\n    return Cart().it.brand\n"
    sources = {"carts/models.py": cart, "filling/code.py": f"{sets}    cart.it = Product()\n", "desk/code.py": use}
    assert BRAND in inferred(sources)
    assert BRAND not in inferred({**sources, "filling/code.py": f"{sets}    other.it = Product()\n"})


@pytest.mark.parametrize(
    "code",
    [
        "def f(x):\n    return g(x, Product())\ndef g(a, b):\n    b.»brand\n",
        "def f(x):\n    return g(a=x, b=Product())\ndef g(a, *, b):\n    b.»brand\n",
        "class C:\n    def f(self):\n        self.g(Product())\n    def g(self, b):\n        b.»brand\n",
        "class C:\n    def __init__(self, b):\n        self.x = b.»brand\nC(Product())\n",
        "def f():\n    for one in Product.objects.all():\n        g(one)\ndef g(b):\n    b.»brand\n",
    ],
    ids=["position", "keyword", "method", "constructor", "loop"],
)
def test_parameter_is_what_the_calls_beside_give(code: str) -> None:
    assert find("relation-access", {"desk/code.py": HEAD + code})


@pytest.mark.parametrize(
    "code",
    [
        "def f(h):\n    return h.g(Product())\ndef g(b):\n    b.brand\n",
        "def f():\n    g(Product())\ndef g(a, b):\n    b.brand\n",
        "def g(b):\n    b.brand\n",
        "def f():\n    return g(1)\ndef g(b):\n    b.brand\n",
    ],
    ids=["another's method", "another parameter", "never called", "plain value"],
)
def test_parameter_that_no_call_beside_gives_stays_unknown(code: str) -> None:
    assert BRAND not in inferred({"desk/code.py": HEAD + code})


@pytest.mark.parametrize("returned", ["b", "b.brand", "[b][0]", "h(b)", "[x for x in b]", "b + 1", "{1: b}"])
def test_what_a_function_makes_of_its_parameter_is_left_to_each_call(returned: str) -> None:
    helper = f"{HEAD}def f():\n    g(Product())\ndef g(b):\n    b.brand\n    return {returned}\n"
    assert BRAND not in inferred({"desk/code.py": helper})


def test_lazy_object_is_what_its_function_gives() -> None:
    code = "from django.utils.functional import SimpleLazyObject\ndef load():\n    return Product()\n"
    assert find("relation-access", {"desk/code.py": f"{HEAD}{code}def f():\n    SimpleLazyObject(load).»brand\n"})


def test_class_of_an_object_is_its_class() -> None:
    assert find("relation-access", {"desk/code.py": f"{HEAD}def f():\n    Product().__class__.objects.get().»brand\n"})


FORMSETS = """
    from django.forms import inlineformset_factory
    from catalog.models import Product
    from brands.models import Brand
    Base = inlineformset_factory(Brand, Product)
    class Products(Base):
        def clean(self):
            return self.instance.»country
        def save_new(self):
            return self.queryset.get().label()
    """


def test_inline_formset_is_for_an_object_of_the_model_above() -> None:
    found = read_sources({"desk/forms.py": FORMSETS})
    assert ("desk.forms.Products.clean", "brands.models.Brand") in found.pairs("member")
    assert ("desk.forms.Products.save_new", "catalog.models.Product") in found.pairs("member")
