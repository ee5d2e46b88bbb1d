"""Modules under the names that their importers use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anabranch.project.conventions import folder_of
from anabranch.project.tree import Tree, dotted_name


class Place(NamedTuple):
    """A Python file under the name by which it is imported; `root` is its source root."""

    name: str
    path: str
    root: str
    is_package: bool


class Names(NamedTuple):
    """All modules of one project, both ways, and the folder of every package, with or without `__init__.py`."""

    places: Mapping[str, Place]
    by_path: Mapping[str, Place]
    folders: Mapping[str, str]
    """Dotted name of a package → its folder relative to the one that was given."""


def name_modules(tree: Tree, roots: Mapping[str, str], paths: Iterable[str]) -> Names:
    """Name the modules of one project. Where two roots give the same name, the second takes that of its path.

    Beside a package, a module of its name cannot be imported, so packages come first.
    """
    places: dict[str, Place] = {}
    folders: dict[str, str] = {}
    relative = {root: tree.relative(root) for root in set(roots.values()) | {tree.base}}
    by_path: dict[str, Place] = {}
    for path in sorted(paths, key=lambda path: (not path.endswith("__init__.py"), path.count("/"), path)):
        place = _place(tree, path, roots[path], relative)
        if place.name in places or not place.name:
            place = _place(tree, path, tree.base, relative)
        if place.name in places:
            place = place._replace(name=f"{place.name}-{len(places)}")
        places[place.name] = by_path[path] = place
        _add_folders(place, folders)
    return Names(places, by_path, folders)


def source_roots(names: Names) -> tuple[str, ...]:
    """The folders from which the modules of a project are imported."""
    return tuple(sorted({place.root for place in names.places.values()}))


def _place(tree: Tree, path: str, root: str, relative: Mapping[str, str]) -> Place:
    name = dotted_name(root, tree.names[path])
    # In a folder whose name is no identifier, `__init__.py` makes no package.
    is_package = path.rpartition("/")[2] == "__init__.py" and name != "__init__"
    return Place(name, path, relative[root], is_package)


def _add_folders(place: Place, folders: dict[str, str]) -> None:
    package = place.name if place.is_package else place.name.rpartition(".")[0]
    if not package or package in folders:
        return
    folder = folder_of(place.path)
    while package and package not in folders:
        folders[package] = folder or "."
        package, folder = package.rpartition(".")[0], folder_of(folder)
