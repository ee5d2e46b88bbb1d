from __future__ import annotations

import pytest

from tests.fakes.projects import find, read_sources

PRODUCT = [("orders.views.change", "catalog.models.Product")]
SALE = "from django.db import models\n\nclass Sale(models.Model):\n    class Meta:\n        {meta}\n"


def change(statement: str, head: str = "", **more: str) -> dict[str, str]:
    return {**more, "orders/views.py": f"{head}\n\ndef change(user, product, what):\n    {statement}\n"}


@pytest.mark.parametrize(
    ("statement", "head"),
    [
        ('return user.has_perm(»"catalog.change_product")', ""),
        ('return user.has_perms([»"catalog.view_product", "django.view_log"])', ""),
        ('return user.has_perm(»f"{APP}.add_product")', 'APP = "catalog"'),
        ('return user.has_perm(»NAME % "delete")', 'NAME = "catalog.%s_product"'),
        ('return user.has_perm(»"catalog." + NAME)', 'NAME = "view_product"'),
    ],
)
def test_name_of_a_permission_leads_to_its_model(statement: str, head: str) -> None:
    assert find("permission", change(statement, head)) == PRODUCT


@pytest.mark.parametrize(
    "statement",
    ["@permission_required(»'catalog.change_product')\ndef change(request):\n    pass\n"]
    + [
        f"class Change(PermissionRequiredMixin):\n    permission_required = {each}\n"
        for each in ("»'catalog.view_product'",)
    ],
)
def test_decorator_and_attribute_of_a_view(statement: str) -> None:
    read = read_sources({"orders/views.py": f"from django.contrib.auth.decorators import *\n\n{statement}"})
    assert (read.places("permission"), [one.tie_class for one in read.references("permission")]) == (
        read.marks,
        ["composition"],
    )


@pytest.mark.parametrize(
    ("meta", "name", "is_there"),
    [
        ('permissions = [("close_sale", "Can close")]', "close_sale", True),
        ('permissions = [("close_sale", "Can close")]', "change_sale", True),
        ('permissions = [("close_sale", "Can close")]', "open_sale", False),
        ('default_permissions = ("add",)', "add_sale", True),
        ('default_permissions = ("add",)', "change_sale", False),
        ("default_permissions = ()", "add_sale", False),
        ("abstract = True", "add_sale", False),
        ("proxy = True", "add_sale", True),
        ('app_label = "shop"', "add_sale", False),
    ],
)
def test_permissions_are_those_that_django_makes_of_the_model(meta: str, name: str, *, is_there: bool) -> None:
    found = read_sources(change(f'return "deals.{name}"') | {"deals/models.py": SALE.format(meta=meta)})
    assert found.pairs("permission") == ([("orders.views.change", "deals.models.Sale")] if is_there else [])


@pytest.mark.parametrize(
    "statement",
    [
        'return "catalog.changes_product"',
        'return "brands.change_product"',
        'return what + ".change_product"',
        'return what + "catalog.change_product"',
        'return "catalog.change_product" + "_price"',
        'return f"{what}catalog.change_product"',
        '"""catalog.add_product"""',
    ],
)
def test_other_texts_are_no_permission(statement: str) -> None:
    assert find("permission", change(statement)) == []


@pytest.mark.parametrize(
    ("template", "count"),
    [
        ("{% if »perms.catalog.change_product %}a{% endif %}", 1),
        ("{% if user.is_staff and not »perms.catalog.add_product or »perms.catalog.view_product %}a{% endif %}", 2),
        ("{{ perms.catalog }} {{ perms.catalog.gone }} {{ other.catalog.add_product }}", 0),
    ],
)
def test_template_asks_perms(template: str, count: int) -> None:
    found = find("permission", {"orders/templates/orders/a.html": template})
    assert found == [("orders/a.html", "catalog.models.Product")] * count
