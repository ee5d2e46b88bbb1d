from __future__ import annotations

from tests.fakes.source_tree import MIGRATION, MODEL, apps_of, module_at, only_project

CONFIG = "from django.apps import AppConfig\n\nclass ShopConfig(AppConfig):\n    name = {name!r}\n"


def test_package_without_models_is_no_app() -> None:
    assert apps_of(only_project({"shop/__init__.py": "", "shop/views.py": ""})) == {}


def test_installed_package_is_an_app_whatever_it_holds() -> None:
    sources = {"settings.py": 'INSTALLED_APPS = ["shop", "django.contrib.auth"]\n', "shop/views.py": ""}
    assert apps_of(only_project(sources)) == {"shop": "shop"}


def test_installed_config_names_the_package_and_the_label() -> None:
    sources = {
        "settings.py": 'INSTALLED_APPS = ["core.setup.Config"]\n',
        "core/setup.py": CONFIG.format(name="domain.shop") + "    label = 'market'\n\nConfig = ShopConfig\n",
        "domain/shop/views.py": "",
    }
    assert apps_of(only_project(sources)) == {"market": "domain.shop"}


def test_package_with_config_is_an_app_though_not_installed() -> None:
    sources = {"shop/__init__.py": "", "shop/apps.py": CONFIG.format(name="shop")}
    assert apps_of(only_project(sources)) == {"shop": "shop"}


def test_config_in_an_init_file_makes_an_app() -> None:
    assert apps_of(only_project({"shop/__init__.py": CONFIG.format(name="shop")})) == {"shop": "shop"}


def test_label_is_inherited_from_another_config() -> None:
    sources = {
        "shop/__init__.py": "",
        "shop/apps.py": CONFIG.format(name="shop") + "    label = 'market'\n\nclass Other(ShopConfig):\n    pass\n",
    }
    assert apps_of(only_project(sources)) == {"market": "shop"}


def test_base_config_of_the_project_is_followed() -> None:
    sources = {
        "core/__init__.py": "",
        "core/application.py": "from django.apps import AppConfig\n\nclass Base(Mixin, AppConfig): pass\n",
        "core/shortcuts.py": "from core.application import *\n",
        "shop/__init__.py": "",
        "shop/apps.py": "from core.shortcuts import Base\n\nclass A(Base):\n    name = 'shop'\n    label = 'market'\n",
    }
    assert apps_of(only_project(sources)) == {"market": "shop"}


def test_base_config_that_two_star_imports_bring_is_that_of_the_later() -> None:
    base = "from django.apps import AppConfig\n\nclass Base(AppConfig):\n    label = '{}'\n"
    sources = {
        "one.py": base.format("first"),
        "two.py": base.format("second"),
        "shop/__init__.py": "",
        "shop/apps.py": "from one import *\nfrom two import *\n\nclass A(Base):\n    name = 'shop'\n",
    }
    assert apps_of(only_project(sources)) == {"second": "shop"}


def test_config_of_a_forked_third_party_app_is_an_app() -> None:
    text = "import oscar.apps.basket.apps as apps\n\nclass BasketConfig(apps.BasketConfig):\n    name = 'fork.basket'\n"
    assert apps_of(only_project({"fork/basket/apps.py": text})) == {"basket": "fork.basket"}


def test_config_for_a_third_party_package_makes_no_app() -> None:
    sources = {
        "settings.py": 'INSTALLED_APPS = ["site_admin.apps.ShopConfig"]\n',
        "site_admin/apps.py": CONFIG.format(name="django.contrib.admin"),
    }
    assert apps_of(only_project(sources)) == {}


def test_default_config_of_several_gives_the_label() -> None:
    text = "from django.apps import AppConfig\n"
    text += "\nclass A(AppConfig):\n    name = 'shop'\n    label = 'a'\n    default = False\n"
    text += "\nclass B(AppConfig):\n    name = 'shop'\n    label = 'b'\n    default = True\n"
    assert apps_of(only_project({"shop/apps.py": text})) == {"b": "shop"}


def test_computed_name_is_that_of_the_own_package() -> None:
    text = "from django.apps import AppConfig\n\nclass A(AppConfig):\n    name = __name__.rpartition('.')[0]\n"
    assert apps_of(only_project({"shop/__init__.py": "", "shop/apps.py": text})) == {"shop": "shop"}


def test_other_class_in_apps_py_makes_no_app() -> None:
    assert apps_of(only_project({"shop/apps.py": "class Catalogue:\n    name = 'shop'\n"})) == {}


def test_package_with_models_is_an_app() -> None:
    assert apps_of(only_project({"shop/models.py": MODEL})) == {"shop": "shop"}


def test_package_with_a_models_package_is_an_app() -> None:
    sources = {"shop/__init__.py": "", "shop/models/__init__.py": "", "shop/models/things.py": MODEL}
    assert apps_of(only_project(sources)) == {"shop": "shop"}


def test_models_without_fields_of_their_own_make_an_app() -> None:
    abstract = MODEL + "\n    class Meta:\n        abstract = True\n"
    sources = {
        "core/bases.py": abstract,
        "shop/models.py": "from core.bases import Thing\n\nclass Product(Thing): pass\n",
    }
    assert apps_of(only_project(sources)) == {"shop": "shop"}


def test_abstract_or_other_models_make_no_app() -> None:
    abstract = MODEL + "\n    class Meta:\n        abstract = True\n"
    pydantic = "from pydantic import BaseModel\n\nclass Thing(BaseModel):\n    name: str\n"
    assert apps_of(only_project({"core/models.py": abstract, "schema/models.py": pydantic})) == {}


def test_models_inside_an_app_are_that_apps() -> None:
    sources = {"settings.py": 'INSTALLED_APPS = ["shop"]\n', "shop/__init__.py": "", "shop/gift/models.py": MODEL}
    assert apps_of(only_project(sources)) == {"shop": "shop"}


def test_package_with_migrations_is_an_app() -> None:
    project = only_project({"shop/migrations/0001_initial.py": MIGRATION})
    assert apps_of(project) == {"shop": "shop"}
    assert module_at(project, "shop/migrations/0001_initial.py").is_migration


def test_helpers_in_a_folder_below_migrations_are_part_of_them() -> None:
    sources = {"shop/migrations/0001_initial.py": MIGRATION, "shop/migrations/helpers/prices.py": "RATE = 1\n"}
    assert module_at(only_project(sources), "shop/migrations/helpers/prices.py").is_migration


def test_package_called_migrations_without_any_is_ordinary_code() -> None:
    project = only_project({"shop/blocks/migrations/operations.py": "class Operation: pass\n"})
    assert apps_of(project) == {}
    assert not module_at(project, "shop/blocks/migrations/operations.py").is_migration


def test_nested_apps_are_apps_of_their_own() -> None:
    sources = {"settings.py": 'INSTALLED_APPS = ["shop", "shop.reviews"]\n', "shop/a.py": "", "shop/reviews/b.py": ""}
    project = only_project(sources)
    assert apps_of(project) == {"shop": "shop", "reviews": "shop.reviews"}
    assert module_at(project, "shop/reviews/b.py").app == "reviews"


def test_second_app_of_the_same_label_gets_its_dotted_name() -> None:
    settings = 'INSTALLED_APPS = ["web.users", "api.users"]\n'
    project = only_project({"settings.py": settings, "api/users/a.py": "", "web/users/a.py": ""})
    assert apps_of(project) == {"users": "web.users", "api.users": "api.users"}


def test_skeleton_of_projects_holds_no_app() -> None:
    sources = {
        "shop/__init__.py": "",
        "shop/models.py": MODEL,
        "shop/project_template/home/migrations/0001.py": MIGRATION,
    }
    assert apps_of(only_project(sources)) == {"shop": "shop"}
