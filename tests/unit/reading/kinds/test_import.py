from __future__ import annotations

import pytest

from tests.fakes.projects import find, map_of, read_sources

PRODUCT = [("orders.services", "catalog.models.Product")]


@pytest.mark.parametrize(
    "text",
    ["import os\n", "from django.db import models\n", "from orders import models\n", "from . import models\n"],
)
def test_import_from_outside_or_of_an_unused_sibling_crosses_nothing(text: str) -> None:
    found = read_sources({"orders/models.py": "", "orders/services.py": text})
    assert [pair for pair in found.pairs("import") if not pair[1].startswith("orders")] == []


def test_import_whose_name_is_used_counts_only_at_its_uses() -> None:
    text = "from catalog.models import Product\n\ndef f():\n    return Product\n"
    assert find("import", {"orders/services.py": text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "from catalog.models import »Product\n",
        "from catalog.models import (\n    »Product as Thing,\n)\n",
        "if True:\n    from catalog.models import »Product\n",
        "class A:\n    from catalog.models import »Product\n",
    ],
    ids=["plain", "alias", "condition", "class-body"],
)
def test_unused_import_stands_at_the_name(text: str) -> None:
    pairs = find("import", {"orders/services.py": text})
    assert [imported for _, imported in pairs] == ["catalog.models.Product"]


def test_unused_import_after_hangul_stands_at_code_points() -> None:
    assert len(find("import", {"orders/services.py": "상품 = 1; from catalog.models import »Product\n"})) == 1


@pytest.mark.parametrize(
    ("text", "imported"),
    [
        ("import »catalog.models\n", "catalog.models"),
        ("import »catalog.models as models\n", "catalog.models"),
        ("from catalog import »models\n", "catalog.models"),
        ("from catalog.models import »*\n", "catalog.models"),
    ],
)
def test_unused_module_is_the_module_itself(text: str, imported: str) -> None:
    assert [pair[1] for pair in find("import", {"orders/services.py": text})] == [imported]


def test_definition_is_the_target_and_via_the_module_named() -> None:
    sources = {
        "catalog/api.py": "from catalog.models import Product\n",
        "orders/services.py": "from catalog.api import Product\n",
    }
    (reference,) = [one for one in read_sources(sources).references() if one.file == "orders/services.py"]
    assert (reference.imported.symbol, reference.imported.via) == ("catalog.models.Product", "catalog.api")


def test_import_of_a_missing_name_refers_to_its_module_and_is_said() -> None:
    found = read_sources({"orders/services.py": "from catalog.models import Gone\n"})
    assert found.pairs("import") == [("orders.services", "catalog.models")]
    assert found.unseen() == [("import resolves to nothing", "orders/services.py", 1)]


def test_import_through_a_package_that_takes_the_name_from_test_code_is_said_as_such() -> None:
    sources = {
        "orders/limits/__init__.py": "from .test_calls import Limit\n",
        "orders/services.py": "from orders.limits import Limit\n",
    }
    reasons = {file: reason for reason, file, _ in read_sources(sources).unseen()}
    assert reasons["orders/services.py"] == "import of test code"


@pytest.mark.parametrize("models", ["from oscar.models import *\n", "from orders.base import *\n"])
def test_name_of_a_module_that_takes_all_names_from_outside_is_not_missing(models: str) -> None:
    sources = {
        "orders/base.py": "from oscar.models import *\n",
        "orders/models.py": models,
        "orders/services.py": "from orders.models import Email\n\nEmail()\n",
    }
    assert read_sources(sources).unseen() == []


def test_module_that_takes_its_names_from_its_own_project_has_no_others() -> None:
    sources = {"orders/models.py": "from catalog.models import *\n", "orders/a.py": "from orders.models import Gone\n"}
    assert [file for _, file, _ in read_sources(sources).unseen()] == ["orders/a.py"]


def test_import_of_a_missing_module_is_said() -> None:
    found = read_sources({"orders/services.py": "from catalog.gone import thing\nimport catalog.gone.too\n"})
    assert found.pairs("import") == []
    assert [line for _, _, line in found.unseen()] == [1, 2]


def test_fallback_import_counts_for_both_ways() -> None:
    text = (
        "try:\n    from catalog.models import »Product\nexcept ImportError:\n"
        "    from brands.models import »Brand as Product\n"
    )
    pairs = find("import", {"orders/services.py": text})
    assert [imported for _, imported in pairs] == ["catalog.models.Product", "brands.models.Brand"]


def test_re_export_in_an_init_file_is_an_import() -> None:
    text = "from catalog.models import »Product\n\n__all__ = ['Product']\n"
    assert find("import", {"orders/__init__.py": text}) == [("orders", "catalog.models.Product")]


def test_folder_of_what_no_import_can_name_hides_no_package_of_its_name() -> None:
    sources = {
        "packaging/deb/etc/shop.gunicorn.conf.py": "workers = 2\n",
        "orders/views.py": "from packaging.version import parse\n\nV = parse('1')\n",
    }
    assert list(map_of(sources).unseen) == []
