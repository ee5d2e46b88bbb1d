"""What projects are called."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.project.conventions import is_test, names_in
from anabranch.project.modules import Names
from anabranch.project.values import ProjectLayout

_SAYS_NOTHING = {"src", "source", "code", "django"}
_MANAGE = "manage.py"


def name_project(given: str, root: str, names: Names) -> str:
    """The folder's name; for a folder around one released package, the package's."""
    package = _only_package(names) if root == "." and not _is_managed(names) else None
    if package is not None:
        return package
    parts = [*names_in(given), *(root.split("/") if root != "." else ())]
    return next((part for part in reversed(parts) if part not in _SAYS_NOTHING), "") or "project"


def unique_names(projects: Sequence[ProjectLayout]) -> list[str]:
    """The projects' names, with the folder for all but the first of the same name."""
    names: list[str] = []
    for project in projects:
        name = project.name if project.name not in names else project.root
        number = 2
        while name in names:
            name = f"{project.root}-{number}"
            number += 1
        names.append(name)
    return names


def _is_managed(names: Names) -> bool:
    return any(path.rpartition("/")[2] == _MANAGE and not is_test(path) for path in names.by_path)


def _only_package(names: Names) -> str | None:
    packages = {
        place.name
        for place in names.places.values()
        if place.is_package and "." not in place.name and not is_test(place.path)
    }
    return packages.pop() if len(packages) == 1 else None
