"""Which files are resolved anew after a change: those that could tell."""

from __future__ import annotations

import pytest

from anabranch.reading.values import Map, Reference
from tests.fakes.projects import BASE, complete
from tests.fakes.resolutions import read, resolved_anew

SOURCES = complete(
    {
        **BASE,
        "stock/code.py": """
            from catalog.models import Product

            def first():
                x = 1
                return Product.objects.get()
            """,
        "orders/code.py": "from stock.code import first, late\n\ndef f():\n    return first().brand\n",
        "zoo/code.py": "from orders import code\n\ny = code.f().name\n",
        "yard/code.py": "z = 1\n",
    }
)
STOCK = SOURCES["stock/code.py"]


def anew(**changed: str) -> set[str]:
    sources = {**SOURCES, **{name.replace("__", "/") + ".py": text for name, text in changed.items()}}
    before = read(SOURCES)
    after = read(sources, before)
    assert after.map == read(sources).map
    return resolved_anew(before, sources)


def test_unchanged_project_is_not_resolved_at_all() -> None:
    assert resolved_anew(read(SOURCES), SOURCES) == set()


@pytest.mark.parametrize(
    "text",
    [
        STOCK.replace("x = 1", "x = 2\n    print(Product.normalise(''))"),
        "# moved\n\n\n" + STOCK,
        STOCK + "\n\ndef second():\n    return Product()\n",
    ],
    ids=["inside a function", "other lines", "another function"],
)
def test_change_that_nobody_sees_concerns_its_file_alone(text: str) -> None:
    assert anew(stock__code=text) == {"stock/code.py"}


@pytest.mark.parametrize(
    "text",
    [
        STOCK.replace("return Product.objects.get()", "return Product.objects.get().brand"),
        STOCK.replace("first", "renamed"),
        STOCK + "\n\ndef late():\n    pass\n",
    ],
    ids=["what a function returns", "a name that is gone", "a name that was missed"],
)
def test_change_that_can_be_seen_concerns_all_that_lead_to_it(text: str) -> None:
    assert anew(stock__code=text) == {"stock/code.py", "orders/code.py", "zoo/code.py"}


def test_method_of_a_model_concerns_all_that_ask_for_the_model() -> None:
    text = SOURCES["catalog/models.py"] + "\n    def more(self):\n        return self.brand\n"
    assert "yard/code.py" not in anew(catalog__models=text)


def test_relation_of_a_model_concerns_every_file() -> None:
    text = SOURCES["brands/models.py"] + "    above = models.ForeignKey('self', on_delete=models.CASCADE)\n"
    assert anew(brands__models=text) == {path for path in SOURCES if path.endswith(".py")}


def test_module_that_comes_to_be_a_urlconf_concerns_every_file() -> None:
    everything = {path for path in SOURCES if path.endswith(".py")}
    assert anew(yard__code=SOURCES["yard/code.py"] + "\nurlpatterns = []\n") == everything


def test_first_assignment_to_an_attribute_of_requests_concerns_every_file() -> None:
    text = SOURCES["yard/code.py"] + "\ndef process(request):\n    request.thing = 1\n"
    assert anew(yard__code=text) == {path for path in SOURCES if path.endswith(".py")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("request = Brand()", "request = found()"),
        ("for request in Brand.objects.all():\n        pass", "for request in found():\n        pass"),
        ("with found() as request:\n        pass", "request = JoinRequest()"),
    ],
)
@pytest.mark.parametrize("is_back", [False, True], ids=["goes", "comes"])
def test_what_is_a_request_or_none_where_an_attribute_is_assigned_is_seen(
    one: str, other: str, *, is_back: bool
) -> None:
    head = (
        "from brands.models import Brand\nfrom catalog.models import Product\n"
        "from urllib.request import Request as JoinRequest\n\n"
    )
    taking = {"zoo/code.py": "def show(request):\n    return request.it.brand\n"}
    assigning = "def join():\n    {}\n    request.it = Product()\n"
    texts = (other, one) if is_back else (one, other)
    before, after = (complete({**BASE, **taking, "stock/join.py": head + assigning.format(text)}) for text in texts)
    first, cold = read(before), read(after)
    assert of_the_reader(first.map) != of_the_reader(cold.map)
    assert read(after, first).map == cold.map


@pytest.mark.parametrize("is_back", [False, True], ids=["goes", "comes"])
@pytest.mark.parametrize(("one", "other"), [("class Request", "class Answer"), ("QUERY_PARAMS", "DATA")])
def test_what_requests_of_the_project_have_is_seen(one: str, other: str, *, is_back: bool) -> None:
    text = "class Request:\n    def QUERY_PARAMS(self):\n        pass\n"
    texts = (text.replace(one, other), text) if is_back else (text, text.replace(one, other))
    taking = {"zoo/code.py": "def show(request):\n    return request.QUERY_PARAMS\n"}
    before, after = (complete({**BASE, **taking, "stock/api.py": each}) for each in texts)
    first, cold = read(before), read(after)
    assert of_the_reader(first.map) != of_the_reader(cold.map)
    assert read(after, first).map == cold.map


PRODUCT = "from catalog.models import Product\n\n"
POLICY = """
    class Policy:
        def it(self):
            raise NotImplementedError
    """
SETTABLE = """
    class Policy:
        @property
        def it(self):
            raise NotImplementedError

        @it.setter
        def it(self, it):
            raise NotImplementedError
    """
MARKED = """
    from stock.kit import *

    class Policy:
        @abstractmethod
        def it(self):
            pass

    def g():
        import abc
    """
HEIR = """
    from catalog.models import Product
    from stock.mixin import Mixin
    from stock.policy import Policy

    class Heir(Mixin, Policy):
        def it(self):
            return Product()
    """
IDLE = HEIR.replace("def it(self):\n            return Product()", "pass")
MIXIN = """
    from catalog.models import Product

    class Mixin:
        def it(self):
            return Product()
    """
IDLE_MIXIN = "class Mixin:\n    pass\n"
CART = """
    class Cart:
        def _get(self):
            return self._it

        def _set(self, it):
            self._it = it

        it = property(_get, _set)
    """
STRATEGY = """
    from catalog.models import Product

    class Strategy:
        def fetch(self):
            return Product()
    """
HELPED = {
    "stock/policy.py": POLICY,
    "stock/mixin.py": IDLE_MIXIN,
    "stock/heir.py": "",
    "stock/many.py": "",
    "stock/kit.py": "from abc import abstractmethod\n",
    "stock/cart.py": CART,
    "stock/strategy.py": STRATEGY,
    "stock/serve.py": """
        from stock.cart import Cart
        from stock.strategy import Strategy

        def serve():
            cart = Cart()
            cart.it = Strategy()
        """,
    "zoo/code.py": """
        from stock.cart import Cart
        from stock.policy import Policy

        def f():
            policy = Policy()
            return policy.it().brand, policy.it.brand, Cart().it.fetch().brand
        """,
}
GIVEN = "return Product()"
RAISES = "raise NotImplementedError"


def many(number: int) -> str:
    """Heirs in numbers; the first of them gives something."""
    idle = (f"class Heir{at}(Policy):\n    pass\n" for at in range(1, number))
    first = "class Heir0(Policy):\n    def it(self):\n        return Product()\n"
    return PRODUCT + "from stock.policy import Policy\n\n" + first + "".join(idle)


@pytest.mark.parametrize(
    ("file", "one", "other", "beside"),
    [
        ("stock/policy.py", POLICY, POLICY.replace(RAISES, "pass"), {"stock/heir.py": HEIR}),
        ("stock/policy.py", SETTABLE, SETTABLE.replace(RAISES, "pass", 1), {"stock/heir.py": HEIR}),
        ("stock/policy.py", MARKED, MARKED.replace("import abc", "pass"), {"stock/heir.py": HEIR}),
        ("stock/heir.py", HEIR, HEIR.replace("(Mixin, Policy)", "(Mixin)"), {}),
        ("stock/heir.py", HEIR, "", {}),
        ("stock/heir.py", HEIR, IDLE, {}),
        ("stock/heir.py", HEIR, HEIR.replace(GIVEN, RAISES), {}),
        ("stock/heir.py", HEIR, HEIR.replace(GIVEN, "pass"), {}),
        ("stock/mixin.py", MIXIN, IDLE_MIXIN, {"stock/heir.py": IDLE}),
        ("stock/heir.py", "", IDLE, {"stock/many.py": many(40)}),
        ("stock/strategy.py", STRATEGY, STRATEGY.replace(GIVEN, "pass"), {}),
    ],
    ids=[
        "what only raises",
        "what only raises beside a setter that does",
        "what is marked as abstract",
        "an heir that descends from it",
        "an heir that is there",
        "an heir that has the method",
        "an heir whose method gives something and does not raise",
        "an heir whose method gives something",
        "a mixin of an heir that has the method",
        "heirs that are not too many",
        "what is set elsewhere",
    ],
)
@pytest.mark.parametrize("is_back", [False, True], ids=["goes", "comes"])
def test_what_follows_from_heirs_and_setters_is_found_again(
    file: str, one: str, other: str, beside: dict[str, str], *, is_back: bool
) -> None:
    texts = (other, one) if is_back else (one, other)
    before, after = (complete({**BASE, **HELPED, **beside, file: text}) for text in texts)
    first, cold = read(before), read(after)
    assert of_the_reader(first.map) != of_the_reader(cold.map)
    assert read(after, first).map == cold.map


def of_the_reader(found: Map) -> list[Reference]:
    return [each for each in found.references if each.file == "zoo/code.py"]


KEYS = """
from django.db import models

class ProductKey(models.ForeignKey):
    def __init__(self, *args, **kwargs):
        super().__init__({given}, **kwargs)
"""
KEYED = {
    "stock/models.py": "from django.db import models\nfrom fields.keys import ProductKey\n\nclass Item(models.Model):\n"
    '    product = ProductKey("catalog.Product", on_delete=models.CASCADE)\n'
}


@pytest.mark.parametrize("is_back", [False, True], ids=["goes", "comes"])
def test_whether_a_field_says_its_target_itself_is_seen_where_it_is_made(*, is_back: bool) -> None:
    texts = [KEYS.format(given=given) for given in ('"catalog.Product"', "*args")]
    files = [complete(BASE | KEYED | {"fields/keys.py": text}) for text in (reversed(texts) if is_back else texts)]
    first, cold = read(files[0]), read(files[1])
    assert first.map.references != cold.map.references
    assert read(files[1], first).map == cold.map
