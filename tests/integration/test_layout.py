"""Whole projects on disk, one a situation, laid out as a user's folder is."""

from __future__ import annotations

from pathlib import Path

from anabranch.facts.python import read_python
from anabranch.project.files import list_files
from anabranch.project.layout import lay_out
from anabranch.project.values import ProjectLayout
from tests.fakes.source_tree import apps_of, module_at, modules_of, units_of

PROJECTS = Path(__file__).parent.parent / "projects"


def lay_out_all(folder: str, *, include_tests: bool = False) -> tuple[ProjectLayout, ...]:
    files = list_files(PROJECTS / folder, include_tests=include_tests)
    return lay_out(
        files, {file.path: read_python((Path(files.root) / file.path).read_bytes()) for file in files.python}
    )


def lay_out_only(folder: str, *, include_tests: bool = False) -> ProjectLayout:
    (project,) = lay_out_all(folder, include_tests=include_tests)
    return project


def test_empty_project_has_no_app() -> None:
    project = lay_out_only("empty_project")
    assert (project.name, project.root, apps_of(project)) == ("empty_project", ".", {})
    assert modules_of(project) == {"manage": "(project)", "settings": "(project)"}
    assert project.settings.modules == ("settings",)


def test_src_layout_is_imported_from_src() -> None:
    project = lay_out_only("src_layout")
    assert project.source_roots == (".", "src")
    assert apps_of(project) == {"catalogue": "library.books", "loans": "library.loans"}
    assert modules_of(project)["library.settings"] == "(project)"
    assert units_of(project) == {"(project)": "(project)", "scripts": "scripts"}
    assert project.settings.template_folders == ("src/library/templates",)


def test_src_layout_with_tests_tells_test_code_and_migrations() -> None:
    project = lay_out_only("src_layout", include_tests=True)
    assert module_at(project, "src/library/loans/tests/test_loans.py").is_test
    assert not module_at(project, "src/library/loans/models.py").is_test
    assert module_at(project, "src/library/books/migrations/0001_initial.py").is_migration


def test_apps_without_init_files_are_apps() -> None:
    project = lay_out_only("no_init_files")
    assert apps_of(project) == {"animals": "farm.animals", "crops": "farm.fields.crops"}
    assert modules_of(project)["farm.weather.forecast"] == "weather"
    assert modules_of(project)["config.urls"] == "config"
    assert project.settings.template_folders == ("templates",)


def test_two_projects_share_a_library_only_where_it_is_used() -> None:
    blog, shop = lay_out_all("two_projects")
    assert (blog.name, shop.name) == ("blog", "shop")
    assert apps_of(blog) == {"posts": "posts", "users": "users"}
    assert apps_of(shop) == {"money": "money", "orders": "orders", "users": "users"}
    assert shop.source_roots == ("libs/money/src", "shop")
    assert shop.settings.strings["AUTH_USER_MODEL"] == "users.Customer"


def test_source_root_follows_from_the_imports() -> None:
    project = lay_out_only("inner_source_root")
    assert project.source_roots == (".", "product")
    assert apps_of(project) == {"orders": "orders", "users": "users"}
    assert modules_of(project)["orders.views"] == "orders"
    assert modules_of(project)["docs.conf"] == "docs"


def test_folder_inside_the_repository_can_be_read_alone() -> None:
    project = lay_out_only("inner_source_root/product")
    assert (project.name, project.source_roots) == ("product", (".",))
    assert apps_of(project) == {"orders": "orders", "users": "users"}


def test_plain_package_has_modules_and_no_app() -> None:
    project = lay_out_only("plain_package")
    assert (project.name, apps_of(project)) == ("graphs", {})
    assert set(modules_of(project)) == {"graphs", "graphs.core", "graphs.core.net", "graphs.io.reader"}
    assert project.settings.modules == ()


def test_package_read_from_its_own_folder_keeps_its_name() -> None:
    project = lay_out_only("plain_package/graphs")
    assert set(modules_of(project)) == {"graphs", "graphs.core", "graphs.core.net", "graphs.io.reader"}
    assert project.source_roots == ("..",)


def test_settings_package_is_united() -> None:
    project = lay_out_only("settings_package")
    settings = project.settings
    assert settings.modules == ("bank.settings.dev", "bank.settings.base", "bank.settings.prod")
    assert set(apps_of(project)) == {"accounts", "payments", "audit", "fraud"}
    assert settings.strings == {"ROOT_URLCONF": "bank.urls_dev", "AUTH_USER_MODEL": "accounts.Holder"}
    assert settings.others == (("ROOT_URLCONF", "bank.urls"),)
    assert modules_of(project)["bank.tools.dates"] == "tools"


def test_settings_classes_are_united() -> None:
    project = lay_out_only("settings_classes")
    assert apps_of(project) == {"patients": "clinic.patients", "rooms": "clinic.rooms"}
    assert project.settings.strings["AUTH_USER_MODEL"] == "patients.Doctor"


def test_released_package_without_settings_has_its_apps() -> None:
    project = lay_out_only("released_package")
    assert (project.name, project.settings.modules) == ("mall", ())
    assert apps_of(project) == {
        "basket": "mall.apps.basket",
        "mall.apps.dashboard.basket": "mall.apps.dashboard.basket",
        "offers": "mall.apps.offers",
    }
    assert modules_of(project)["mall.core.application"] == "core"
