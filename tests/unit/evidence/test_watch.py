from __future__ import annotations

import json
from pathlib import Path

from anabranch.evidence.domains import domains_of
from anabranch.evidence.watch import make_watch, watch_bytes
from anabranch.project.file_list import FileList, SourceFile
from anabranch.reading.values import Map
from tests.fakes.maps import app, project, shop


def files(*paths: str, templates: tuple[str, ...] = ()) -> FileList:
    return FileList("/shop", tuple(SourceFile(path, 1, 1) for path in paths),
                    tuple(SourceFile(path, 1, 1) for path in templates), (), (), ())  # fmt: skip


def watch(listed: FileList, *, domain: str | None = "orders", project_map: Map | None = None) -> dict[str, object]:
    made = make_watch(listed, domains_of(project_map or shop()), records=Path("/r"), domain=domain, lines={"a.py": [1]})
    value: dict[str, object] = json.loads(watch_bytes(made))
    return value


def test_files_belong_to_their_app_the_project_or_to_tests() -> None:
    found = watch(files("orders/models.py", "manage.py", "orders/tests/test_x.py", "conftest.py"))
    assert found["files"] == {
        "orders/models.py": "orders",
        "manage.py": "(project)",
        "orders/tests/test_x.py": "",
        "conftest.py": "",
    }


def test_folders_say_where_later_files_belong() -> None:
    found = watch(files("orders/models.py", "orders/tests/test_x.py"))["folders"]
    assert isinstance(found, dict)
    assert {"": "(project)", "orders": "orders", "orders/tests": ""}.items() <= found.items()


def test_templates_belong_to_their_app_or_to_the_one_that_their_folder_names() -> None:
    listed = files("a.py", templates=("orders/templates/x.html", "templates/catalog/y.html", "templates/base.html"))
    assert watch(listed)["templates"] == {
        "orders/templates/x.html": "orders",
        "templates/catalog/y.html": "catalog",
        "templates/base.html": "(project)",
    }


def test_templates_of_tests_belong_to_tests() -> None:
    listed = files("a.py", templates=("orders/tests/templates/x.html",))
    assert watch(listed)["templates"] == {"orders/tests/templates/x.html": ""}


def test_observing_names_no_domain() -> None:
    found = watch(files("a.py"), domain=None)
    assert (found["mode"], found["domain"], found["anabranch"], found["schema"]) == ("observe", None, "watch", 1)


def test_part_of_a_split_app_and_equal_names_of_two_projects_are_told_apart() -> None:
    one = project(name="one", apps=(app("core"), app("core.api", path="core/api")))
    two = project(name="two", apps=(app("core", path="two/core"),))
    found = watch(files("core/x.py", "core/api/y.py", "two/core/z.py"), project_map=shop(projects=(one, two)))
    assert found["files"] == {"core/x.py": "one/core", "core/api/y.py": "core.api", "two/core/z.py": "two/core"}
