"""What the imports of a file mean that mean something else in other files: a neighbour before an app of its name.

A script finds the modules of its own folder first, and a project in a repository of several the packages of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from anabranch.facts.values import FileFacts
from anabranch.project.conventions import folder_of
from anabranch.project.modules import Names, Place


def nearer_modules(names: Names, facts: Mapping[str, FileFacts]) -> dict[str, dict[str, str]]:
    """For the path of a file what its imports can start with → the module that this names there."""
    found = {
        place.path: dict(names.displaced[place.root])
        for place in names.places.values()
        if names.displaced and place.root in names.displaced
    }
    for path, name, module in _neighbours(names, facts):
        found.setdefault(path, {})[name] = module
    return found


def _neighbours(names: Names, facts: Mapping[str, FileFacts]) -> Iterator[tuple[str, str, str]]:
    """Files that take from a module of their folder, no package, what the package of its name does not have."""
    hidden: defaultdict[str, dict[str, Place]] = defaultdict(dict)
    for place in names.places.values():
        folder, _, file = place.path.rpartition("/")
        known = names.places.get(file.removesuffix(".py"))
        if known is not None and known.is_package and known.path != place.path and folder != folder_of(known.path):
            hidden[folder][known.name] = place
    packages = {folder_of(place.path) for place in names.places.values() if place.is_package} if hidden else set()
    for path, place in names.by_path.items():
        beside = hidden.get(folder_of(path), {}) if path in facts else {}
        if not beside or folder_of(path) in packages:
            continue
        for item in facts[path].imports:
            neighbour = beside.get(item.module) if item.name and not item.level else None
            if neighbour is None or neighbour is place or not _has(facts, neighbour, item.name or ""):
                continue
            if not _has(facts, names.places[item.module], item.name or ""):
                yield path, item.module, neighbour.name


def _has(facts: Mapping[str, FileFacts], place: Place, name: str) -> bool:
    """Whether a module binds a name, or may take it from elsewhere."""
    if place.path not in facts:
        return False
    top = facts[place.path].definitions[0]
    return name in top.names or bool(top.stars)
