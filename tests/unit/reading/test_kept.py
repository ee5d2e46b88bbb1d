"""Which files are resolved anew after a change: those that could tell."""

from __future__ import annotations

import pytest

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


HELPER = """
    from catalog.models import Product

    def given():
        return keep(Product())

    def keep(it):
        return it.brand
    """
POLICY = """
    class Policy:
        def it(self):
            raise NotImplementedError
    """
HEIR = """
    from catalog.models import Product
    from stock.policy import Policy

    class Heir(Policy):
        def it(self):
            return Product()
    """
USE = """
    from stock.helper import keep
    from stock.policy import Policy

    def f():
        return Policy().it().brand, keep(1).name
    """


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("stock/helper.py", HELPER.replace("keep(Product())", "keep(None)")),
        ("stock/policy.py", POLICY.replace("raise NotImplementedError", "pass")),
        ("stock/heir.py", HEIR.replace("Policy)", "object)")),
        ("stock/other.py", HEIR.replace("Heir", "Other").replace("Product()", "1")),
    ],
    ids=["what a call gives", "what only raises", "an heir that leaves", "an heir that comes"],
)
def test_what_follows_from_calls_and_heirs_is_found_again(file: str, text: str) -> None:
    stock = {"stock/helper.py": HELPER, "stock/policy.py": POLICY, "stock/heir.py": HEIR, "stock/other.py": ""}
    before, after = (complete({**BASE, **stock, "zoo/code.py": USE, **changed}) for changed in ({}, {file: text}))
    assert read(after, read(before)).map == read(after).map
