"""When templates are resolved anew after a change: when something that they look at has changed."""

from __future__ import annotations

import pytest

from tests.fakes.projects import BASE, complete
from tests.fakes.resolutions import keeps_templates, read

PAGE = "orders/templates/orders/page.html"
SHOWN = (
    "{% load money %}{{ it.label }}{{ brand.country }}{{ shown.brand.name }}{{ held.brand.name }}{{ mine.brand.name }}"
)
VIEWS = """
    from orders.base import Base
    from orders.find import find

    class Show(Base):
        template_name = "orders/page.html"

        def get_queryset(self):
            return 1

    def show(request):
        return render(request, "orders/page.html", {"it": find()})
    """
BASE_VIEW = """
    from catalog.models import Product

    class Base:
        def get_context_data(self, **kwargs):
            context = {"held": Product()}
            context.update(mine=Product())
            return context
    """
SOURCES = complete(
    {
        **BASE,
        "orders/views.py": VIEWS,
        "orders/base.py": BASE_VIEW,
        "orders/find.py": "from catalog.models import Product\n\ndef find():\n    return Product()\n",
        "orders/context_processors.py": """
            from catalog.models import Product

            def shown(request):
                return {"shown": Product()}
            """,
        "orders/templatetags/money.py": "from django import template\nregister = template.Library()\n",
        "stock/code.py": "from catalog.models import Product\n\ndef first():\n    x = 1\n    return Product()\n",
        "orders/pages.py": """
            from django.views.generic import DetailView
            from catalog.models import Product

            class Shown(DetailView):
                model = Product
            """,
        "catalog/templates/catalog/product_detail.html": "{{ object.brand.name }}",
        PAGE: SHOWN,
    }
)
OUT_OF_SIGHT = "orders/base.py", "mine=Product()"
"""What is given to a template in a file that does not name it, and so that no other file sees it."""


def changed(path: str, one: str, other: str) -> dict[str, str]:
    text = SOURCES.get(path, "")
    assert one in text
    return {**SOURCES, path: text.replace(one, other) if one else text + other}


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("stock/code.py", "x = 1", "x = 2"),
        ("stock/code.py", "", "\ndef second():\n    return Product\n"),
        ("stock/code.py", "return Product()", "return None"),
        ("orders/find.py", "", "# a remark\n"),
        ("catalog/models.py", "return self.name", "print(self)\n        return self.name"),
    ],
)
def test_change_that_no_template_sees_leaves_them_as_they_were(path: str, one: str, other: str) -> None:
    before, after = read(SOURCES), changed(path, one, other)
    assert keeps_templates(before, after)
    again = read(after, before)
    assert again.map == read(after).map
    assert keeps_templates(again, changed(path, one, f"{other}\n"))


def test_change_of_what_kept_templates_look_at_is_seen() -> None:
    before, between = read(SOURCES), changed("stock/code.py", "x = 1", "x = 2")
    assert keeps_templates(before, between)
    kept = read(between, before)
    after = {**between, "brands/models.py": SOURCES["brands/models.py"].replace("country =", "land =")}
    assert read(after).map != kept.map
    assert read(after, kept).map == read(after).map


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        (PAGE, "it.label", "it.brand.name"),
        ("orders/views.py", '"it"', '"that"'),
        ("orders/views.py", '"orders/page.html"', '"orders/none.html"'),
        (*OUT_OF_SIGHT, "mine=Product().brand"),
        ("orders/base.py", '": Product()', '": None'),
        ("orders/base.py", '": Product()', '": Product'),
        ("orders/pages.py", "model = Product", "model = None"),
        ("orders/pages.py", "(DetailView)", "(Base)"),
        ("orders/find.py", "return Product()", "return Product().brand"),
        ("orders/context_processors.py", "Product()", "1"),
        ("orders/templatetags/money.py", "", "x = 1\n"),
        ("stock/code.py", "x = 1", 'x = render("orders/page.html", {"it": Product().brand})'),
        ("stock/code.py", "x = 1", "request.user.thing = 1"),
        ("catalog/models.py", "def label", "def labels"),
        ("brands/models.py", "country =", "land ="),
    ],
)
def test_change_of_what_templates_look_at_is_seen(path: str, one: str, other: str) -> None:
    before, after = read(SOURCES), changed(path, one, other)
    assert read(after, before).map == read(after).map
    assert read(SOURCES, read(after)).map == before.map
    assert path == "stock/code.py" or not keeps_templates(before, after)


def test_read_that_keeps_templates_still_knows_what_they_look_at() -> None:
    unseen = changed("stock/code.py", "x = 1", "x = 2")
    last = {**changed(*OUT_OF_SIGHT, "mine=Product().brand"), "stock/code.py": unseen["stock/code.py"]}
    assert keeps_templates(read(SOURCES), unseen)
    assert read(last, read(unseen, read(SOURCES))).map == read(last).map


def test_template_that_comes_or_goes_is_seen() -> None:
    less = {path: text for path, text in SOURCES.items() if path != PAGE}
    assert read(less, read(SOURCES)).map == read(less).map
    assert read(SOURCES, read(less)).map == read(SOURCES).map
