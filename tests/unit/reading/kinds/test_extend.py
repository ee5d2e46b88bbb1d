from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

GIFT = [("orders.models.Gift", "catalog.models.Product")]


def test_abstract_parent_and_proxy_of_one_s_own_are_no_extension() -> None:
    text = """
        from django.db import models
        from catalog.models import Product

        class Base(models.Model):
            class Meta:
                abstract = True

        class Line(Base):
            note = Product.normalise("")
        """
    assert find("extend", {"orders/models.py": text}) == []


def test_plain_class_that_inherits_a_model_class_inside_a_form_is_no_extension() -> None:
    text = "from django import forms\n\nclass ProductForm(forms.ModelForm):\n    pass\n"
    assert find("extend", {"orders/forms.py": text}) == []


def test_concrete_parent_stands_at_the_base() -> None:
    text = "from catalog.models import Product\n\nclass Gift(»Product):\n    pass\n"
    assert find("extend", {"orders/models.py": text}) == GIFT


def test_concrete_parent_after_hangul_stands_at_code_points() -> None:
    text = "from catalog import models as 상품\n\nclass Gift(상품.»Product): pass\n"
    assert find("extend", {"orders/models.py": text}) == GIFT


@pytest.mark.parametrize(
    "head",
    [
        "from catalog.api import Product as Parent",
        "from django.apps import apps\nParent = apps.get_model('catalog', 'Product')",
        "from django.apps import apps\nParent = apps.get_model('catalog.Product')",
        "import catalog.models\nParent = catalog.models.Product",
        "try:\n    from catalog.models import Product as Parent\nexcept ImportError:\n    Parent = object",
    ],
    ids=["re-export", "get-model", "label", "alias", "try"],
)
def test_parent_is_followed_however_it_is_bound(head: str) -> None:
    sources = {
        "catalog/api.py": "from catalog.models import Product\n",
        "orders/models.py": f"{head}\n\nclass Gift(»Parent):\n    pass\n",
    }
    assert read_sources(sources).pairs("extend") == GIFT
    assert read_sources(sources).places("extend") == read_sources(sources).marks


def test_proxy_of_a_foreign_model_is_an_extension() -> None:
    text = "from catalog.models import Product\n\nclass Gift(»Product):\n    class Meta:\n        proxy = True\n"
    assert find("extend", {"orders/models.py": text}) == GIFT


def test_extension_gives_a_parent_link() -> None:
    text = "from catalog.models import Product\n\nclass Gift(Product):\n    pass\n"
    link = read_sources({"orders/models.py": text}).relation("orders.Gift", "product_ptr")
    assert (link.kind, link.target, link.parent_link) == ("o2o", "catalog.Product", True)
