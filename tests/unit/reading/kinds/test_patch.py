from __future__ import annotations

import pytest

from tests.fakes.projects import find

HEAD = "from catalog import models\nfrom catalog.models import Product\n\ndef longer(self):\n    return 1\n\n"
PRODUCT = [("orders.patches", "catalog.models.Product")]


@pytest.mark.parametrize(
    "statement", ["product = Product()\nproduct.label = longer", "x = Product.label", "Product.label()"]
)
def test_object_or_reading_is_no_patch(statement: str) -> None:
    assert find("patch", {"orders/patches.py": f"{HEAD}{statement}\n"}) == []


def test_attribute_of_one_s_own_class_is_no_patch() -> None:
    assert find("patch", {"orders/patches.py": "class Own:\n    pass\n\nOwn.label = 1\n"}) == []


@pytest.mark.parametrize(
    "statement",
    [
        "»Product.label = longer",
        "models.»Product.label = longer",
        "»Product.add_to_class('longer', longer)",
        "setattr(»Product, 'longer', longer)",
        "상품 = 1; »Product.label = longer",
        "»Product.label += 1",
        "»Product.label: object = longer",
    ],
    ids=["set", "module", "add-to-class", "setattr", "hangul", "augmented", "annotated"],
)
def test_change_of_a_foreign_class_stands_at_its_name(statement: str) -> None:
    assert find("patch", {"orders/patches.py": f"{HEAD}{statement}\n"}) == PRODUCT


def test_deletion_from_a_foreign_class_is_a_patch() -> None:
    assert find("patch", {"orders/patches.py": f"{HEAD}del »Product.label\n"}) == PRODUCT


def test_change_of_a_foreign_module_is_a_patch() -> None:
    assert find("patch", {"orders/patches.py": f"{HEAD}models.»Product = None\n"}) == PRODUCT


def test_manager_added_in_the_app_config_is_a_patch() -> None:
    text = """
        from django.apps import AppConfig

        class OrdersConfig(AppConfig):
            name = "orders"

            def ready(self):
                from catalog.models import Product

                »Product.add_to_class("lines", property(lambda self: 1))
        """
    assert find("patch", {"orders/apps.py": text}) == [("orders.apps.OrdersConfig.ready", "catalog.models.Product")]
