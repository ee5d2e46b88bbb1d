"""Which files make up which project, where one repository holds several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anabranch.facts.values import FileFacts
from anabranch.project.conventions import folders_above, is_skeleton
from anabranch.project.tree import Tree


class Group(NamedTuple):
    """The files of one project. `root` is a folder relative to the one that was given."""

    root: str
    paths: frozenset[str]


class Land(NamedTuple):
    """All files of a repository with the full path of the source root of each."""

    tree: Tree
    roots: Mapping[str, str]
    facts: Mapping[str, FileFacts]


Part = tuple[str, str]
"""Source root and first name of files that are imported under that name."""


def group_files(land: Land, configured_by: Iterable[str]) -> list[Group]:
    """One group a project.

    A project is what is imported from the same root as its manage.py; without any manage.py, as its settings,
    the files `configured_by`.
    The only project owns everything. Of several, each owns the files in its folder, and what imports from no other, as
    scripts and workers beside it do. It shares the files in no project's folder with all that import them; what none
    imports is a group of its own.
    """
    own_roots = _project_roots(land, configured_by)
    if len(own_roots) < 2:
        return [Group(_common_root(land.tree, own_roots), frozenset(land.tree.paths))]
    owned: dict[str, set[str]] = {root: set() for root in own_roots}
    shared: defaultdict[Part, set[str]] = defaultdict(set)
    for path in land.tree.paths:
        owner = _nearest(path, own_roots)
        if owner is not None:
            owned[owner].add(path)
        else:
            shared[_part(land, path)].add(path)
    for part, root in _askers(land, owned, shared):
        owned[root].update(shared.pop(part))
    left = set(shared)
    for root in own_roots:
        used = _used_parts(land, owned[root], shared)
        owned[root].update(path for part in used for path in shared[part])
        left -= used
    groups = [Group(root, frozenset(owned[root])) for root in own_roots]
    rest = frozenset(path for part in left for path in shared[part])
    return [*groups, *([Group(".", rest)] if rest else [])]


def _askers(land: Land, owned: Mapping[str, set[str]], shared: Mapping[Part, set[str]]) -> list[tuple[Part, str]]:
    """What lies beside all projects and imports modules of one, with that one, where none imports it."""
    own = {root: {land.roots[path] for path in paths} for root, paths in owned.items()}
    used = {part for paths in owned.values() for part in _used_parts(land, paths, shared)}
    found = []
    for part in shared.keys() - used:
        asked = [root for root, homes in own.items() if _asks(land, part, shared[part], homes)]
        if len(asked) == 1:
            found.append((part, asked[0]))
    return sorted(found)


def _project_roots(land: Land, configured_by: Iterable[str]) -> list[str]:
    managing = [path for path in land.tree.paths if path.rpartition("/")[2] == "manage.py"]
    managed = {_own_root(land, path) for path in managing if not is_skeleton(path)}
    configured = {_own_root(land, path) for path in configured_by}
    outermost = {root for root in configured if not any(_is_inside(root, other) for other in configured)}
    if not managed:
        return sorted(outermost)
    # Settings without a manage.py are a project of their own where no other project could use them.
    apart = {root for root in outermost if not any(_overlap(root, other) for other in managed)}
    return sorted(managed | {root for root in apart if not _belongs_to(land, root, managed)})


def _own_root(land: Land, path: str) -> str:
    """The source root of a file, as far as it is below the folder that was given."""
    root = land.tree.relative(land.roots[path])
    return "." if root.startswith("..") else root


def _is_inside(root: str, other: str) -> bool:
    return root != other and (other == "." or root.startswith(other + "/"))


def _overlap(root: str, other: str) -> bool:
    return root == other or _is_inside(root, other) or _is_inside(other, root)


def _belongs_to(land: Land, root: str, managed: set[str]) -> bool:
    """Whether files of the managed projects import what is imported from a root, or what is below it imports them."""
    full = land.tree.full(root)
    parts: defaultdict[Part, set[str]] = defaultdict(set)
    for path in land.tree.paths:
        if land.roots[path] == full:
            parts[_part(land, path)].add(path)
    users = {path for path in land.tree.paths if _nearest(path, managed) is not None}
    homes = {land.roots[path] for path in users}
    return bool(_used_parts(land, users, parts)) or any(
        _asks(land, part, paths, homes) for part, paths in parts.items()
    )


def _asks(land: Land, part: Part, paths: set[str], homes: Iterable[str]) -> bool:
    """Whether files import modules from some roots that lie not below their own."""
    names = {name for name in _imports(land.facts, paths) if "." in name and not land.tree.holds(part[0], name)}
    return any(land.tree.holds(home, name) for home in homes for name in names)


def _common_root(tree: Tree, own_roots: list[str]) -> str:
    """The folder of the only project; the given one where it does not hold every file."""
    root = own_roots[0] if own_roots else "."
    return root if all(path.startswith(root + "/") for path in tree.paths) else "."


def _nearest(path: str, own_roots: Iterable[str]) -> str | None:
    return next((folder for folder in (*folders_above(path), ".") if folder in own_roots), None)


def _part(land: Land, path: str) -> Part:
    root, full = land.roots[path], land.tree.names[path]
    return root, (full[len(root) + 1 :] if root else full).partition("/")[0]


def _used_parts(land: Land, paths: set[str], parts: Mapping[Part, set[str]]) -> set[Part]:
    """The parts that some files import, and those that these import in turn."""
    own = {land.roots[path] for path in paths}
    used: set[Part] = set()
    waiting = paths
    while waiting:
        wanted = [
            name for name in _imports(land.facts, waiting) if not any(land.tree.holds(root, name) for root in own)
        ]
        firsts = {name.partition(".")[0] for name in wanted}
        new = {
            (root, first)
            for root, first in parts.keys() - used
            if first in firsts
            and any(name.partition(".")[0] == first and land.tree.holds(root, name) for name in wanted)
        }
        waiting = {path for part in new for path in parts[part]}
        used |= new
    return used


def _imports(facts: Mapping[str, FileFacts], paths: Iterable[str]) -> set[str]:
    """The absolute names that files import, and the strings of settings."""
    found: set[str] = set()
    for path in paths:
        if path in facts:
            found.update(item.module for item in facts[path].imports if not item.level)
            if "INSTALLED_APPS" in facts[path].definitions[0].names:
                found.update(facts[path].texts)
    return found
