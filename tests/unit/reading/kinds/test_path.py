from __future__ import annotations

import pytest

from tests.fakes.projects import find

MAKE = [("orders.services.place", "catalog.tools.make")]
TOOLS = "def make():\n    return 1\n\nclass Maker:\n    def run(self):\n        return 1\n"


def place(statement: str, head: str = "") -> dict[str, str]:
    return {"catalog/tools.py": TOOLS, "orders/services.py": f"{head}\n\ndef place(x):\n    {statement}\n"}


@pytest.mark.parametrize(
    "statement",
    [
        'return "catalog.tools.gone"',
        'return "django.db.models"',
        'return "catalog"',
        'return "orders.services.place"',
        'return "catalog tools make"',
        'return "catalog.tools.make()"',
        '"""catalog.tools.make"""',
    ],
    ids=["gone", "outside", "word", "own", "prose", "call", "docstring"],
)
def test_text_that_names_nothing_foreign_is_no_path(statement: str) -> None:
    assert find("path", place(statement)) == []


@pytest.mark.parametrize(
    "statement",
    [
        'return import_string(»"catalog.tools.make")',
        'HOOKS = {"price": »"catalog.tools.make"}',
        'register("값", »"catalog.tools.make")',
        'return import_module(»"catalog.tools").make',
        'return import_module(»".tools", "catalog")',
        'return import_module(»".tools", package="catalog")',
        'return »"catalog.tools:make"',
        'return »f"{APP}.tools.make"',
        'return »APP + ".tools.make"',
        'return »"%s.tools.make" % APP',
    ],
)
def test_dotted_string_stands_where_it_is_written(statement: str) -> None:
    pairs = find("path", place(statement, 'APP = "catalog"'))
    assert [imported.removesuffix(".make") for _, imported in pairs] == ["catalog.tools"]


@pytest.mark.parametrize(
    "statement",
    [
        'return import_string(»"catalog.signals.sold")',
        'import_string(»"catalog.signals.sold").send(sender=None)',
        'signal = import_string(»"catalog.signals.sold")\n    signal.send(sender=None)',
    ],
    ids=["returned", "sent", "bound"],
)
def test_signal_imported_by_its_path_is_found(statement: str) -> None:
    sources = place(statement) | {"catalog/signals.py": "from django.dispatch import Signal\n\nsold = Signal()\n"}
    assert find("path", sources) == [("orders.services.place", "catalog.signals.sold")]


def test_constant_imported_by_its_path_is_found() -> None:
    sources = place('return import_string(»"catalog.limits.LIMIT")') | {"catalog/limits.py": "LIMIT = 3\n"}
    assert find("path", sources) == [("orders.services.place", "catalog.limits.LIMIT")]


def test_text_with_a_list_in_it_is_no_path() -> None:
    assert find("path", place('return f"catalog.{NAMES}tools.make"', 'NAMES = ["shop"]')) == []


def test_path_built_by_join_is_found() -> None:
    statement = 'return import_string(»".".join([APP, "tools", "make"]))'
    assert find("path", place(statement, 'APP = "catalog"')) == MAKE


def test_default_of_a_field_by_its_path_is_found() -> None:
    text = (
        "from django.db import models\n\nclass Line(models.Model):\n"
        "    made = models.CharField(default=»'catalog.tools.make')\n"
    )
    sources = {"catalog/tools.py": TOOLS, "orders/models.py": text}
    assert find("path", sources) == [("orders.models.Line", "catalog.tools.make")]


def test_path_to_a_method_is_a_reference_to_its_class() -> None:
    assert find("path", place('return »"catalog.tools.Maker.run"')) == [
        ("orders.services.place", "catalog.tools.Maker")
    ]


def test_path_to_a_module_is_a_reference_to_the_module() -> None:
    assert find("path", place('return »"catalog.tools"')) == [("orders.services.place", "catalog.tools")]


def test_path_through_a_re_export_leads_to_the_definition() -> None:
    sources = {**place('return »"catalog.api.make"'), "catalog/api.py": "from catalog.tools import make as make\n"}
    assert [pair for pair in find("path", sources) if pair[0].startswith("orders")] == MAKE


def test_name_bound_to_what_a_path_gives_counts_at_its_uses() -> None:
    statement = 'made = import_string("catalog.tools.make"); return »made()'
    head = "from django.utils.module_loading import import_string"
    assert find("path", place(statement, head)) == MAKE


def test_lazy_type_string_of_a_schema_is_a_path() -> None:
    statement = 'return strawberry.lazy(»"catalog.tools.Maker")'
    assert find("path", place(statement)) == [("orders.services.place", "catalog.tools.Maker")]


TYPES = "class Product:\n    pass\n"


@pytest.mark.parametrize(
    "annotation",
    [
        "Annotated['Product', strawberry.lazy(»'catalog.types')] | None",
        "list[Annotated['Product', lazy(»'catalog.types')]]",
        "Annotated['Product', strawberry.lazy(»'..catalog.types')]",
    ],
)
def test_lazy_type_is_a_path_to_the_type(annotation: str) -> None:
    text = (
        "from typing import Annotated\nimport strawberry\nfrom strawberry import lazy\n\n"
        f"class Order:\n    product: {annotation}\n"
    )
    sources = {"shop/catalog/types.py": TYPES, "shop/orders/types.py": text.replace("'catalog", "'shop.catalog")}
    assert find("path", sources) == [("shop.orders.types.Order", "shop.catalog.types.Product")]


def test_module_and_name_side_by_side_are_one_path() -> None:
    pairs = find("path", place("HOOKS = [(»'catalog.tools', 'make')]"))
    assert pairs == MAKE


def test_text_beside_a_module_that_has_no_such_name_leaves_the_module() -> None:
    assert find("path", place("HOOKS = [(»'catalog.tools', 'gone')]")) == [("orders.services.place", "catalog.tools")]


def test_label_of_a_model_is_a_path_to_it() -> None:
    pairs = find("path", place("page_types = [»'catalog.Product', 'catalog.product', 'catalog.Gone', 'orders.x']"))
    assert pairs == [("orders.services.place", "catalog.models.Product")]


@pytest.mark.parametrize(
    ("head", "statement"),
    [
        ("import logging", 'return logging.getLogger("catalog.tools")'),
        ("from importlib.metadata import entry_points", 'return entry_points(group="catalog.tools")'),
    ],
)
def test_name_of_a_logger_or_of_a_group_of_entry_points_names_no_code(head: str, statement: str) -> None:
    assert find("path", place(statement, head)) == []


def test_mark_of_a_receiver_refers_to_nothing() -> None:
    statement = 'signal.connect(place, dispatch_uid="catalog.tools.make")'
    assert find("path", place(statement)) == []
