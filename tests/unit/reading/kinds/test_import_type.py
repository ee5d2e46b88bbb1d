from __future__ import annotations

import pytest

from tests.fakes.projects import find

PRODUCT = [("orders.services.place", "catalog.models.Product")]
HEAD = "from __future__ import annotations\n\nfrom typing import *\nfrom typing import TYPE_CHECKING\n"


def test_import_that_runs_is_not_for_types() -> None:
    text = "from catalog.models import Product\n\ndef place():\n    return Product\n"
    assert find("import-type", {"orders/services.py": text}) == []


def test_unused_import_under_type_checking_stands_at_the_name() -> None:
    text = HEAD + "if TYPE_CHECKING:\n    from catalog.models import »Product\n"
    assert find("import-type", {"orders/services.py": text}) == [("orders.services", "catalog.models.Product")]


@pytest.mark.parametrize(
    "signature",
    [
        "def place(product: »Product): ...",
        "def place(*, product: »Product | None = None): ...",
        "def place() -> list[»Product]: ...",
        'def place(product: »"Product"): ...',
        "def place(product: Annotated[»Product, 1]): ...",
        'def place(product: Annotated[»"Product", 1]): ...',
        'def place(products: "list[»Product]"): ...',
        'def place(products: list[»"Product"]): ...',
        'def place(상품: »"Product"): ...',
        "def place():\n    product: »Product",
    ],
)
@pytest.mark.parametrize("guard", ["", "if TYPE_CHECKING:\n    "], ids=["runs", "guarded"])
def test_name_in_an_annotation_stands_where_it_is_written(signature: str, guard: str) -> None:
    if 'list[»Product]"' in signature:
        signature = signature.replace("»", "").replace('"list', '»"list')  # a quoted annotation is one place
    text = f"{HEAD}{guard}from catalog.models import Product\n\n{signature}\n"
    assert find("import-type", {"orders/services.py": text}) == PRODUCT


def test_name_that_is_annotated_and_used_is_of_both_kinds() -> None:
    text = "from catalog.models import Product\n\ndef place(product: »Product):\n    return Product()\n"
    assert find("import-type", {"orders/services.py": text}) == PRODUCT


def test_module_in_an_annotation_stands_at_the_attribute() -> None:
    text = "import catalog.models\n\ndef place(product: catalog.models.»Product): ...\n"
    assert find("import-type", {"orders/services.py": text}) == PRODUCT


def test_typing_guard_by_module_counts_too() -> None:
    text = "import typing\n\nif typing.TYPE_CHECKING:\n    from catalog.models import »Product\n"
    assert find("import-type", {"orders/services.py": text}) == [("orders.services", "catalog.models.Product")]


def test_else_of_the_guard_runs() -> None:
    text = HEAD + "if TYPE_CHECKING:\n    Product = object\nelse:\n    from catalog.models import Product\n"
    assert find("import-type", {"orders/services.py": text}) == []


def test_else_of_the_guard_turned_round_is_for_types() -> None:
    text = HEAD + "if not TYPE_CHECKING:\n    Product = object\nelse:\n    from catalog.models import »Product\n"
    assert find("import-type", {"orders/services.py": text}) == [("orders.services", "catalog.models.Product")]


def test_what_is_noted_of_an_annotation_is_no_type() -> None:
    text = HEAD + "from catalog.models import Product\n\ndef place(name: Annotated[str, Product.normalise]): ...\n"
    assert find("import-type", {"orders/services.py": text}) == []


def test_guarded_name_in_a_quoted_cast_stands_at_the_string() -> None:
    text = HEAD + "if TYPE_CHECKING:\n    from catalog.models import Product\n\nx = cast(»'Product', 1)\n"
    assert find("import-type", {"orders/services.py": text}) == [("orders.services", "catalog.models.Product")]


def test_class_attribute_annotation_belongs_to_the_class() -> None:
    text = "from catalog.models import Product\n\nclass Line:\n    product: »Product\n"
    assert find("import-type", {"orders/services.py": text}) == [("orders.services.Line", "catalog.models.Product")]
