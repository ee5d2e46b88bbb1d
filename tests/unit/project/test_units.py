from __future__ import annotations

from tests.fakes.source_tree import MODEL, modules_of, only_project, unit_labelled, units_of


def test_module_beside_everything_is_the_projects() -> None:
    assert modules_of(only_project({"manage.py": ""})) == {"manage": "(project)"}


def test_file_with_a_dot_in_its_name_is_no_package() -> None:
    assert modules_of(only_project({"manage.py": "", "gunicorn.conf.py": ""}))["gunicorn_conf"] == "(project)"


def test_module_belongs_to_its_nearest_app() -> None:
    sources = {"settings.py": 'INSTALLED_APPS = ["shop"]\n', "shop/api/v1/views.py": "", "shop/__init__.py": ""}
    modules = modules_of(only_project(sources))
    assert modules["shop.api.v1.views"] == "shop"
    assert modules["shop"] == "shop"


def test_package_without_apps_is_a_unit_with_all_below() -> None:
    sources = {"manage.py": "", "shop/models.py": MODEL, "tools/a/b.py": "", "tools/c.py": ""}
    project = only_project(sources)
    assert units_of(project) == {"(project)": "(project)", "tools": "tools"}
    assert modules_of(project)["tools.a.b"] == "tools"


def test_module_beside_apps_inside_a_package_is_the_projects() -> None:
    sources = {"shop/__init__.py": "", "shop/urls.py": "", "shop/users/models.py": MODEL, "shop/tools/a.py": ""}
    modules = modules_of(only_project(sources))
    assert modules["shop.urls"] == modules["shop"] == "(project)"
    assert modules["shop.tools.a"] == "tools"


def test_package_of_the_settings_is_the_projects() -> None:
    sources = {"config/settings.py": 'INSTALLED_APPS = ["shop"]\n', "config/api/urls.py": "", "shop/a.py": ""}
    assert modules_of(only_project(sources))["config.api.urls"] == "config"


def test_package_of_the_root_urlconf_is_a_unit_of_its_own() -> None:
    settings = 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "web.urls"\nWSGI_APPLICATION = "serve.wsgi.application"\n'
    sources = {"settings.py": settings, "web/urls.py": "", "serve/wsgi.py": "", "shop/a.py": ""}
    modules = modules_of(only_project(sources))
    assert (modules["web.urls"], modules["serve.wsgi"]) == ("web", "serve")


def test_settings_inside_an_app_leave_it_an_app() -> None:
    sources = {"shop/__init__.py": 'INSTALLED_APPS = ["shop", "shop.gift"]\n', "shop/a.py": "", "shop/gift/b.py": ""}
    assert modules_of(only_project(sources)) == {"shop": "shop", "shop.a": "shop", "shop.gift.b": "gift"}


def test_unit_with_the_label_of_an_app_gets_its_dotted_name() -> None:
    sources = {"settings.py": 'INSTALLED_APPS = ["web.users"]\n', "web/users/a.py": "", "web/api/b.py": ""}
    units = units_of(only_project(sources | {"tools/c.py": "", "web/tools/d.py": ""}))
    assert units == {"(project)": "(project)", "api": "web.api", "tools": "tools", "web.tools": "web.tools"}


def test_unit_whose_dotted_name_is_the_label_of_an_app_gets_a_number() -> None:
    sources = {"settings.py": 'INSTALLED_APPS = ["shop.users"]\n', "shop/users/a.py": "", "users/c.py": ""}
    assert units_of(only_project(sources)) == {"(project)": "(project)", "users-2": "users"}


def test_units_have_their_folders() -> None:
    project = only_project({"src/shop/models.py": MODEL, "src/tools/a.py": "", "src/manage.py": ""})
    assert unit_labelled(project, "shop").path == "src/shop"
    assert unit_labelled(project, "tools").path == "src/tools"
    assert unit_labelled(project, "(project)").path == "src"


def test_plain_package_is_one_unit() -> None:
    project = only_project({"lib/__init__.py": "", "lib/core/a.py": "from lib import core\n"})
    assert units_of(project) == {"lib": "lib"}
