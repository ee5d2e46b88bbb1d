from __future__ import annotations

import pytest

from tests.fakes.projects import read_sources

VIEWS = """
    from smartmin.views import SmartCRUDL, SmartReadView
    from catalog.models import Product

    class ProductCRUDL(SmartCRUDL):
        {attributes}

        class ReadAll(SmartReadView):
            def title(self):
                return self.object.brand.name

        class Form(SmartReadView):
            def title(self):
                return self.object.brand.name
    """
URLS = "from shop.views import ProductCRUDL\nurlpatterns = ProductCRUDL().as_urlpatterns()\n"


def sources(attributes: str = "model = Product\n        actions = ('read_all',)", **others: str) -> dict[str, str]:
    return {
        "shop/views.py": VIEWS.format(attributes=attributes),
        "config/urls.py": URLS,
        **{f"orders/{name}.py": text for name, text in others.items()},
    }


@pytest.mark.parametrize(
    ("attributes", "names"),
    [
        ("actions = ('read_all',)", []),
        ("model = Product; actions = ('list', 'read_all')", ["shop.product_list", "shop.product_read_all"]),
        ("model = Product; actions = ('list',); module_name = 'items'", ["items.product_list"]),
        ("model = Product; actions = ('list',); model_name = 'Item'", ["shop.item_list"]),
        ("model_name = 'Item'; actions = ('list',)", ["shop.item_list"]),
        ("model = Product", [f"shop.product_{each}" for each in ("create", "delete", "list", "read", "update")]),
    ],
)
def test_views_of_a_model_are_named_after_it_and_their_actions(attributes: str, names: list[str]) -> None:
    assert [one.name for one in read_sources(sources(attributes)).map.urls] == names


def test_views_in_a_folder_of_that_name_are_named_after_what_holds_it() -> None:
    files = {path.replace("shop/views.py", "shop/views/items.py"): text for path, text in sources().items()}
    files |= {"shop/views/__init__.py": "", "config/urls.py": URLS.replace("shop.views", "shop.views.items")}
    assert [one.name for one in read_sources(files).map.urls] == ["shop.product_read_all"]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("reverse('shop.product_read_all')", True),
        ("Button(href='shop.product_read_all')", True),
        ("success_url = 'uuid@shop.product_read_all'", True),
        ("LINK = '@shop.product_read_all'", True),
        ("LINK = 'Write to mail us@shop.product_read_all'", False),
        ("LINK = 'uuid@shop.product_read'", False),
        ("request.user.has_perm('shop.product_read_all')", False),
        ("Button(perm='shop.product_read_all')", False),
    ],
)
def test_name_of_such_a_view_is_found_but_not_the_permission_that_is_spelled_like_it(
    statement: str, *, found: bool
) -> None:
    text = f"from django.urls import reverse\n{statement}\n"
    rows = read_sources(sources(links=text)).references("url")
    assert [one.imported.symbol for one in rows if one.file == "orders/links.py"] == (["shop.views"] if found else [])


def test_view_serves_the_model_of_the_class_it_stands_in_which_other_classes_there_do_not() -> None:
    rows = read_sources(sources()).references("relation-access")
    assert [(one.importer.symbol, one.imported.symbol) for one in rows if one.certainty == "inferred"] == [
        ("shop.views.ProductCRUDL.ReadAll.title", "brands.models.Brand")
    ]
