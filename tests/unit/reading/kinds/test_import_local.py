from __future__ import annotations

from tests.fakes.projects import find

PRODUCT = [("orders.services.place", "catalog.models.Product")]


def test_import_at_the_top_is_not_local() -> None:
    text = "from catalog.models import Product\n\ndef place():\n    return Product\n"
    assert find("import-local", {"orders/services.py": text}) == []


def test_unused_import_inside_a_function_stands_at_the_name() -> None:
    text = "def place():\n    from catalog.models import »Product\n"
    assert find("import-local", {"orders/services.py": text}) == PRODUCT


def test_used_import_inside_a_function_stands_at_each_use() -> None:
    text = "def place():\n    from catalog.models import Product\n    return »Product.objects.get(), »Product\n"
    assert find("import-local", {"orders/services.py": text}) == PRODUCT * 2


def test_local_import_after_hangul_stands_at_code_points() -> None:
    text = 'def place():\n    값 = "상품"; from catalog.models import »Product\n'
    assert find("import-local", {"orders/services.py": text}) == PRODUCT


def test_local_import_in_a_method_belongs_to_the_method() -> None:
    text = "class Cart:\n    def place(self):\n        from catalog.models import Product\n        return »Product\n"
    assert find("import-local", {"orders/services.py": text}) == [
        ("orders.services.Cart.place", "catalog.models.Product")
    ]


def test_local_import_used_in_a_nested_function_belongs_to_the_outer_one() -> None:
    text = """
        def place():
            from catalog.models import Product

            def inner():
                return »Product

            return inner
        """
    assert find("import-local", {"orders/services.py": text}) == PRODUCT


def test_local_import_of_a_module_stands_at_the_attribute() -> None:
    text = "def place():\n    import catalog.models\n    return catalog.models.»Product\n"
    assert find("import-local", {"orders/services.py": text}) == PRODUCT


def test_local_relative_import_stands_at_its_use() -> None:
    text = "def place():\n    from ..catalog.models import Product\n    return »Product\n"
    sources = {"shop/orders/services.py": text, "shop/catalog/models.py": "class Product:\n    pass\n"}
    pairs = find("import-local", sources, settings='INSTALLED_APPS = ["shop.orders", "shop.catalog"]\n')
    assert pairs == [("shop.orders.services.place", "shop.catalog.models.Product")]


def test_local_import_of_a_caught_name_is_found_in_both_branches() -> None:
    text = """
        def place():
            try:
                from catalog.models import Product
            except ImportError:
                Product = None
            return »Product
        """
    assert find("import-local", {"orders/services.py": text}) == PRODUCT
