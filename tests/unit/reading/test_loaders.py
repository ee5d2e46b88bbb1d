from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

LOADING = """
    from django.apps import apps
    from django.utils.module_loading import import_string

    def get_class(label, name):
        return get_classes(label, [name])[0]

    def get_classes(label, names):
        return [_one(label, name) for name in names]

    def _one(label, name):
        return import_string(f"shop.{label}.{name}")

    def load_model(label, name):
        return apps.get_model(label, name)

    def describe(label, name):
        return f"{label} of {name}"
    """
CARTS = "class Cart:\n    pass\n\nclass Box:\n    pass\n"


def loaded(expression: str) -> list[tuple[str, str]]:
    text = f"from core.loading import describe, get_class, get_classes, load_model\n\ndef f(x):\n    {expression}\n"
    return find("get-model", {"core/loading.py": LOADING, "shop/carts.py": CARTS, "orders/code.py": text})


def test_function_that_hands_nothing_on_is_no_loader() -> None:
    assert loaded('return describe("shop.carts", "Cart")') == []


@pytest.mark.parametrize(
    "expression",
    [
        'get_class("gone.module", "Cart")',
        'get_class("shop.carts", "Gone")',
        'get_class(x, "Cart")',
        "get_class()",
    ],
)
def test_load_that_leads_nowhere_is_no_reference(expression: str) -> None:
    assert loaded(expression) == []


@pytest.mark.parametrize(
    "expression",
    [
        'get_class("shop.carts", »"Cart")()',
        'get_class("carts", »"Cart")()',
        'Cart = get_class("shop.carts", "Cart"); »Cart()',
        'get_class("shop.carts", name=»"Cart")()',
    ],
    ids=["dotted", "end-of-name", "bound", "keyword"],
)
def test_module_label_and_name_lead_to_the_definition(expression: str) -> None:
    assert loaded(expression) == [("orders.code.f", "shop.carts.Cart")]


def test_app_label_and_name_lead_to_the_model() -> None:
    assert loaded('load_model("catalog", »"Product").objects') == [("orders.code.f", "catalog.models.Product")]


def test_several_names_are_used_one_by_one() -> None:
    pairs = loaded('Cart, Box = get_classes("shop.carts", ["Cart", "Box"]); »Cart(), »Box()')
    assert {imported for _, imported in pairs} >= {"shop.carts.Cart", "shop.carts.Box"}


def test_loaders_that_call_each_other_end() -> None:
    text = (
        "from importlib import import_module\n\ndef a(x):\n"
        "    return b(x)\n\ndef b(x):\n    return a(x)\n\na('shop.carts')\n"
    )
    assert find("get-model", {"shop/carts.py": CARTS, "orders/code.py": text}) == []


def test_class_that_a_method_gives_back_is_no_load() -> None:
    tables = """
        from catalog.models import Product

        class Table:
            def get_model(self):
                return Product
        """
    text = """
        from core.tables import Table

        def of(table: Table):
            model = table.get_model()
            return model.objects.all()
        """
    sources = {"core/tables.py": tables, "orders/code.py": text}
    assert find("get-model", sources) == []
    rows = [one for one in read_sources(sources).references("use") if one.file == "orders/code.py"]
    assert [(one.imported.symbol, one.certainty) for one in rows] == [("catalog.models.Product", "inferred")]
