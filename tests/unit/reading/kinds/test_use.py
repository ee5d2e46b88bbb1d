from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

PRODUCT = [("orders.services.place", "catalog.models.Product")]
IMPORT = "from catalog.models import Product\n\n"


def test_name_of_one_s_own_module_is_no_use() -> None:
    assert find("use", {"orders/services.py": "def a():\n    return 1\n\ndef place():\n    return a()\n"}) == []


def test_local_variable_of_the_same_name_is_no_use() -> None:
    text = (
        IMPORT + "def place(Product):\n    return Product.name\n\ndef other():\n    Product = 1\n    return Product\n"
    )
    assert read_sources({"orders/services.py": text}).pairs("use") == []


@pytest.mark.parametrize(
    "body",
    [
        "return »Product.normalise(name)",
        "return [»Product(name=one) for one in name]",
        "return lambda: »Product",
        "x = »Product; return x",
        'raise »Product.DoesNotExist("없음")',
        '값 = "상품", »Product',
        "return f'{»Product.name}'",
        "return {**»Product.all()}",
        "assert isinstance(name, »Product)",
        "match name:\n        case »Product(): pass",
        "match name:\n        case »Product.name as said: pass",
        "match name:\n        case str(upper=»Product.name): pass",
        "match name:\n        case {»Product.name: 1}: pass",
        "class Kind(**»Product.options): pass",
        "yield from »Product.all()",
        "return name[»Product.index:]",
    ],
)
def test_use_stands_at_the_name(body: str) -> None:
    assert find("use", {"orders/services.py": f"{IMPORT}def place(name):\n    {body}\n"}) == PRODUCT


def test_default_of_a_variable_that_a_module_looks_up_in_itself_is_used() -> None:
    text = f'{IMPORT}SHOWN = None\nSHOWN = globals().get("SHOWN", »Product.options)\n'
    assert find("use", {"orders/services.py": text}) == [("orders.services", "catalog.models.Product")]


def test_ten_uses_in_one_function_are_ten_references_and_one_tie() -> None:
    text = IMPORT + "def place():\n" + "    print(Product)\n" * 10
    found = read_sources({"orders/services.py": text})
    assert found.pairs("use") == PRODUCT * 10
    (row,) = [one for one in found.map.dependencies if (one.level, one.importer) == ("app", "orders")]
    assert (row.references, row.ties.code) == (10, 1)


@pytest.mark.parametrize(
    ("text", "importer"),
    [
        ("@»Product.hook\ndef place(): ...", "orders.services.place"),
        ("def place(x=»Product): ...", "orders.services.place"),
        ("class Cart:\n    kind = »Product", "orders.services.Cart"),
        ("class Cart:\n    def add(self):\n        return »Product", "orders.services.Cart.add"),
        ("KIND = »Product", "orders.services"),
        ("class Cart:\n    class Inner:\n        kind = »Product", "orders.services.Cart.Inner"),
        ("def place():\n    class Inner:\n        kind = »Product", "orders.services.place"),
    ],
)
def test_importer_is_the_innermost_definition(text: str, importer: str) -> None:
    assert find("use", {"orders/services.py": f"{IMPORT}{text}\n"}) == [(importer, "catalog.models.Product")]


@pytest.mark.parametrize(
    ("head", "use"),
    [
        ("import catalog.models", "catalog.models.»Product"),
        ("import catalog.models as catalog", "catalog.»Product"),
        ("import catalog.models as m", "m.»Product"),
        ("from catalog import models", "models.»Product"),
        ("import catalog", "catalog.models.»Product"),
        ("from catalog.models import *", "»Product"),
        ("from catalog.models import Product as P", "»P"),
        ("from catalog.api import Product", "»Product"),
        ("from catalog import api", "api.»Product"),
    ],
)
def test_use_leads_to_the_definition_however_it_is_imported(head: str, use: str) -> None:
    sources = {
        "catalog/api.py": "from catalog.models import Product\n",
        "orders/services.py": f"{head}\n\ndef place():\n    return {use}\n",
    }
    assert find("use", sources) == PRODUCT


def test_method_of_a_class_is_a_use_of_the_class() -> None:
    text = IMPORT + "def place():\n    return »Product.normalise('x').strip()\n"
    assert find("use", {"orders/services.py": text}) == PRODUCT


def test_constant_of_another_app_is_used_as_a_variable() -> None:
    sources = {
        "catalog/limits.py": "MOST = 5\n",
        "orders/services.py": "from catalog.limits import MOST\n\nlimit = »MOST + 1\n",
    }
    assert find("use", sources) == [("orders.services", "catalog.limits.MOST")]


def test_name_in_dunder_all_alone_is_no_use() -> None:
    assert find("use", {"orders/services.py": IMPORT + '__all__ = ["Product"]\n'}) == []
