from __future__ import annotations

from anabranch.project.values import ProjectLayout
from anabranch.reading.declared import Declared
from anabranch.reading.units import split_apps, units_of_modules
from tests.fakes.source_tree import MIGRATION, only_project

SHOP = {
    "manage.py": "",
    "config/settings.py": 'INSTALLED_APPS = ["shop", "orders"]\n',
    "shop/__init__.py": "",
    "shop/models.py": "",
    "shop/carts/__init__.py": "",
    "shop/carts/views.py": "",
    "shop/stock/views.py": "",
    "shop/migrations/0001_initial.py": MIGRATION,
    "orders/__init__.py": "",
    "orders/models.py": "",
}


def lines(layout: ProjectLayout, **sizes: int) -> dict[str, int]:
    return {module.path: sizes.get(module.app, 1) for module in layout.modules}


def test_apps_of_like_size_are_not_split() -> None:
    layout = only_project(SHOP)
    assert [app.label for app in split_apps(layout, lines(layout, orders=90))] == []


def test_app_of_more_than_a_quarter_is_split_by_its_packages() -> None:
    layout = only_project(SHOP)
    split = split_apps(layout, lines(layout, shop=90))
    units = units_of_modules(layout, split).of_module
    assert [app.label for app in split] == ["shop"]
    assert (units["shop.carts.views"], units["shop.carts"], units["shop.models"]) == (
        "shop.carts",
        "shop.carts",
        "shop",
    )


def test_migrations_stay_with_the_app_that_is_split() -> None:
    layout = only_project(SHOP)
    units = units_of_modules(layout, split_apps(layout, lines(layout, shop=90))).of_module
    assert units["shop.migrations.0001_initial"] == "shop"


def test_what_templates_load_stays_with_the_app_that_is_split_as_its_templates_do() -> None:
    layout = only_project({**SHOP, "shop/templatetags/money.py": "", "shop/carts/templatetags/carts.py": ""})
    units = units_of_modules(layout, split_apps(layout, lines(layout, shop=90))).of_module
    assert (units["shop.templatetags.money"], units["shop.carts.templatetags.carts"]) == ("shop", "shop.carts")


def test_app_of_one_package_is_not_split() -> None:
    layout = only_project({path: text for path, text in SHOP.items() if "stock" not in path})
    assert split_apps(layout, lines(layout, shop=90)) == ()


def test_most_specific_part_decides_and_all_else_stays_with_its_app() -> None:
    parts = {"shop.carts": "sales", "shop.carts.views": "pages", "shop.models.Thing": "goods", "orders": "other"}
    layout = only_project(SHOP)
    found = units_of_modules(layout, (), parts)
    named = {name: found.of_module[name] for name in ("shop.carts", "shop.carts.views", "shop.models", "orders.models")}
    assert named == {
        "shop.carts": "sales",
        "shop.carts.views": "pages",
        "shop.models": "shop",
        "orders.models": "orders",
    }
    assert found.apart == {"shop.models": {"Thing": "goods"}}


def test_app_that_the_order_names_stays_whole_however_large_it_grows() -> None:
    layout = only_project(SHOP)
    for declared in (Declared(placed=frozenset({"shop"})), Declared(named=frozenset({"shop.models.Cart"}))):
        assert split_apps(layout, lines(layout, shop=90), declared) == ()


def test_app_whose_packages_the_order_names_stays_split_however_small_it_becomes() -> None:
    layout = only_project(SHOP)
    declared = Declared(placed=frozenset({"shop", "shop.carts"}))
    assert [app.label for app in split_apps(layout, lines(layout, orders=90), declared)] == ["shop"]


def test_app_that_the_order_does_not_name_is_split_by_its_lines() -> None:
    layout = only_project(SHOP)
    declared = Declared(placed=frozenset({"orders", "shopping"}))
    assert [app.label for app in split_apps(layout, lines(layout, shop=90), declared)] == ["shop"]
