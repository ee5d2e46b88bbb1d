from __future__ import annotations

import pytest

from anabranch.project.values import ProjectLayout
from tests.fakes.source_tree import MODEL, apps_of, lay_out_sources, modules_of


def project(folder: str, **modules: str) -> dict[str, str]:
    """A Django project with an app `users`; `modules` are further ones of the app."""
    sources = {
        f"{folder}/manage.py": "",
        f"{folder}/config/settings.py": 'INSTALLED_APPS = ["users"]\n',
        f"{folder}/users/__init__.py": "",
        f"{folder}/users/models.py": MODEL,
    }
    return sources | {f"{folder}/users/{name}.py": text for name, text in modules.items()}


def by_name(projects: tuple[ProjectLayout, ...]) -> dict[str, ProjectLayout]:
    return {one.name: one for one in projects}


def test_folder_without_python_holds_no_project() -> None:
    assert lay_out_sources({}) == ()


def test_only_project_owns_what_lies_beside_it() -> None:
    (only,) = lay_out_sources(project("backend") | {"scripts/a.py": ""})
    assert only.root == "."
    assert modules_of(only)["users.models"] == "users"
    assert "scripts.a" in modules_of(only)


def test_two_projects_side_by_side_have_their_own_apps() -> None:
    projects = by_name(lay_out_sources(project("shop") | project("blog")))
    assert {name: apps_of(one) for name, one in projects.items()} == {
        "blog": {"users": "users"},
        "shop": {"users": "users"},
    }
    assert projects["shop"].source_roots == ("shop",)


def test_shared_package_belongs_to_every_project_that_imports_it() -> None:
    shared = {"common/__init__.py": "", "common/a.py": "import base.b\n", "base/__init__.py": "", "base/b.py": ""}
    sources = project("shop", views="from common.a import x\n") | project("blog") | shared
    projects = by_name(lay_out_sources(sources))
    assert {"common.a", "base.b"} <= set(modules_of(projects["shop"]))
    assert not {"common.a", "base.b"} & set(modules_of(projects["blog"]))


def test_app_that_two_projects_install_is_in_both() -> None:
    sources = project("shop") | project("blog") | {"libs/tax/__init__.py": "", "libs/tax/models.py": MODEL}
    for folder in ("shop", "blog"):
        sources[f"{folder}/config/settings.py"] = 'INSTALLED_APPS = ["users", "libs.tax"]\n'
    assert all("libs.tax" in apps_of(one).values() for one in lay_out_sources(sources))


def test_what_no_project_imports_is_read_apart() -> None:
    projects = lay_out_sources(project("shop") | project("blog") | {"tools/__init__.py": "", "tools/a.py": ""})
    assert [one.root for one in projects] == ["blog", "shop", "."]
    assert projects[2].name == "tools"


STOCK = {"shop/stock/__init__.py": "", "shop/stock/models.py": MODEL}


@pytest.mark.parametrize(
    ("imported", "is_own"),
    [("stock.models", True), ("users.models", False), ("jobs.clean", False), ("stock.gone", False)],
)
def test_what_imports_from_one_project_alone_is_part_of_it(imported: str, *, is_own: bool) -> None:
    jobs = {"jobs/__init__.py": "", "jobs/clean.py": "", "jobs/run.py": f"import {imported}\n"}
    projects = by_name(lay_out_sources(project("shop") | project("blog") | STOCK | jobs))
    assert ("jobs.run" in modules_of(projects["shop"])) == is_own
    assert len(projects) == (2 if is_own else 3)


def test_settings_of_a_worker_that_imports_a_managed_project_are_no_project_of_their_own() -> None:
    worker = {"worker/settings.py": "INSTALLED_APPS = []\n", "worker/run.py": "import settings\nimport stock.models\n"}
    (only,) = lay_out_sources(project("shop") | STOCK | worker)
    assert {"stock.models", "run"} <= modules_of(only).keys()


def test_project_inside_a_project_owns_its_folder() -> None:
    sources = project("examples/demo") | {"manage.py": "", "shop/models.py": MODEL}
    projects = by_name(lay_out_sources(sources))
    assert set(projects) == {"repository-1", "demo"}
    assert set(modules_of(projects["repository-1"])) == {"manage", "shop.models"}


def test_skeleton_that_new_projects_are_made_from_is_no_project() -> None:
    skeleton = project("cookiecutter/{{cookiecutter.site}}/src")
    (only,) = lay_out_sources(project("shop", views="from base.a import x\n") | skeleton | {"base/a.py": "x = 1\n"})
    assert apps_of(only) == {"users": "users"}


def test_manage_py_inside_a_package_makes_no_root() -> None:
    sources = {
        "shop/__init__.py": "",
        "shop/models.py": MODEL,
        "shop/test/__init__.py": "",
        "shop/test/manage.py": "import shop.models\n",
        "shop/test/settings.py": 'INSTALLED_APPS = ["shop", "shop.test"]\nROOT_URLCONF = "shop.test.urls"\n',
    }
    (only,) = lay_out_sources(sources)
    assert (only.name, only.root) == ("shop", ".")
    assert only.settings.modules == ("shop.test.settings",)


def test_two_settings_without_manage_py_are_two_projects() -> None:
    sources = project("shop", views="import users.models\n") | project("blog", views="import users.models\n")
    sources = {path: text for path, text in sources.items() if not path.endswith("manage.py")}
    assert [one.root for one in lay_out_sources(sources)] == ["blog", "shop"]


def test_settings_apart_from_the_managed_project_are_a_project() -> None:
    sources = project("shop") | project("blog", views="import users.models\n")
    del sources["blog/manage.py"]
    assert [one.root for one in lay_out_sources(sources)] == ["blog", "shop"]


def test_package_with_settings_that_a_sandbox_uses_is_no_project_of_its_own() -> None:
    sources = project("sandbox", views="from mall.core import x\n")
    sources |= {"src/mall/__init__.py": 'INSTALLED_APPS = ["mall.core"]\n', "src/mall/core.py": "import mall\n"}
    (only,) = lay_out_sources(sources)
    assert only.source_roots == ("sandbox", "src")


def test_projects_of_the_same_name_are_told_apart() -> None:
    projects = lay_out_sources(project("a/site") | project("b/site"))
    assert [one.name for one in projects] == ["site", "b/site"]


def test_folder_name_that_says_nothing_is_no_project_name() -> None:
    (only,) = lay_out_sources(project("shop/src"))
    assert only.name == "shop"


def test_released_package_gives_the_project_its_name() -> None:
    (only,) = lay_out_sources({"mall/__init__.py": "", "mall/a.py": ""}, root="/srv/mall-4.2.1")
    assert only.name == "mall"
