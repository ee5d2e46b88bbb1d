"""Modules under the names that their importers use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from anabranch.project.conventions import folder_of
from anabranch.project.dotted import enclosing
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
    displaced: Mapping[str, Mapping[str, str]]
    """Source root → the packages and modules whose name another root has too, with the names they have here."""


def name_modules(tree: Tree, roots: Mapping[str, str], paths: Collection[str]) -> Names:
    """Name the modules of one project. Where two roots give the same name, the second takes that of its path.

    So do all modules of a package that another root has one of the same name of. Each keeps the root that it is
    imported from. The root of a manage.py comes first. Beside a package, a module of its name cannot be imported, so
    packages come first.
    """
    places: dict[str, Place] = {}
    folders: dict[str, str] = {}
    displaced: defaultdict[str, dict[str, str]] = defaultdict(dict)
    relative = {root: tree.relative(root) for root in set(roots.values()) | {tree.base}}
    by_path: dict[str, Place] = {}
    for path in sorted(paths, key=_first_come(roots, paths)):
        own = place = _place(tree, path, roots[path], relative)
        is_inside = bool(enclosing(own.name, displaced[own.root]))
        if is_inside or own.name in places or not own.name:
            place = _place(tree, path, tree.base, relative)._replace(root=own.root)
            is_anothers = own.name in places and places[own.name].root != own.root
            if is_anothers and not is_inside and own.is_package == place.is_package and place.name not in places:
                displaced[own.root][own.name] = place.name
        if place.name in places:
            place = place._replace(name=f"{place.name}-{len(places)}")
        places[place.name] = by_path[path] = place
        _add_folders(place, folders)
    return Names(places, by_path, folders, {root: found for root, found in displaced.items() if found})


def _first_come(roots: Mapping[str, str], paths: Iterable[str]) -> Callable[[str], tuple[bool, bool, bool, int, str]]:
    """Packages first, those of a manage.py's root before others; the folder's own leaves its name to all others."""
    managed = {roots[path] for path in paths if path.rpartition("/")[2] == "manage.py"}
    return lambda path: (
        not path.endswith("__init__.py"),
        roots[path] not in managed,
        path == "__init__.py",
        path.count("/"),
        path,
    )


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
