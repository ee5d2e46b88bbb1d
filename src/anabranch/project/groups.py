"""Which files make up which project, where one repository holds several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from anabranch.facts.values import FileFacts
from anabranch.project.conventions import folders_above
from anabranch.project.tree import Tree


class Group(NamedTuple):
    """The files of one project. `root` is a folder relative to the one that was given."""

    root: str
    paths: frozenset[str]


Shared = tuple[str, str]
"""Source root and first name of files that lie in no project's folder."""


def group_files(
    tree: Tree, roots: Mapping[str, str], facts: Mapping[str, FileFacts], configured_by: Iterable[str]
) -> list[Group]:
    """One group a project.

    A project is what is imported from the same root as its manage.py; without any manage.py, as its settings,
    the files `configured_by`.
    The only project owns everything. Of several, each owns the files in its folder, and shares those in no
    project's folder with all that import them; what none imports is a group of its own.
    """
    own_roots = _project_roots(tree, roots, facts, configured_by)
    if len(own_roots) < 2:
        return [Group(_common_root(tree, own_roots), frozenset(tree.paths))]
    owned: dict[str, set[str]] = {root: set() for root in own_roots}
    shared: defaultdict[Shared, set[str]] = defaultdict(set)
    for path in tree.paths:
        owner = _nearest(path, own_roots)
        if owner is not None:
            owned[owner].add(path)
        else:
            shared[roots[path], _first_name(tree, roots[path], path)].add(path)
    left = set(shared)
    for root in own_roots:
        used = _used(tree, facts, owned[root], shared)
        owned[root].update(path for key in used for path in shared[key])
        left -= used
    groups = [Group(root, frozenset(owned[root])) for root in own_roots]
    rest = frozenset(path for key in left for path in shared[key])
    return [*groups, *([Group(".", rest)] if rest else [])]


def _project_roots(
    tree: Tree, roots: Mapping[str, str], facts: Mapping[str, FileFacts], configured_by: Iterable[str]
) -> list[str]:
    managed = {tree.relative(roots[path]) for path in tree.paths if path.rpartition("/")[2] == "manage.py"}
    configured = {tree.relative(roots[path]) for path in configured_by}
    outermost = {root for root in configured if not any(_is_inside(root, other) for other in configured)}
    if not managed:
        return sorted(outermost)
    # Settings without a manage.py are a project of their own where no other project could use them.
    apart = {root for root in outermost if not any(_touch(root, other) for other in managed)}
    return sorted(managed | {root for root in apart if not _is_used_below(tree, roots, facts, root, managed)})


def _is_inside(root: str, other: str) -> bool:
    return root != other and (other == "." or root.startswith(other + "/") or _is_above(other))


def _is_above(root: str) -> bool:
    return root.startswith("..")


def _touch(root: str, other: str) -> bool:
    return root == other or _is_inside(root, other) or _is_inside(other, root)


def _is_used_below(
    tree: Tree, roots: Mapping[str, str], facts: Mapping[str, FileFacts], root: str, managed: Iterable[str]
) -> bool:
    full = tree.full(root)
    names = {(full, _first_name(tree, full, path)): {path} for path in tree.paths if roots[path] == full}
    users = {path for path in tree.paths if _nearest(path, list(managed)) is not None}
    return bool(_used(tree, facts, users, names))


def _common_root(tree: Tree, own_roots: list[str]) -> str:
    """The folder of the only project; the given one where it does not hold every file."""
    root = own_roots[0] if own_roots else "."
    return root if not root.startswith("..") and all(_is_in(path, root) for path in tree.paths) else "."


def _is_in(path: str, root: str) -> bool:
    return root == "." or path.startswith(root + "/")


def _nearest(path: str, own_roots: list[str]) -> str | None:
    for folder in folders_above(path):
        if folder in own_roots:
            return folder
    return "." if "." in own_roots else None


def _first_name(tree: Tree, root: str, path: str) -> str:
    full = tree.names[path]
    return (full[len(root) + 1 :] if root else full).partition("/")[0]


def _used(
    tree: Tree, facts: Mapping[str, FileFacts], paths: set[str], shared: Mapping[Shared, set[str]]
) -> set[Shared]:
    """What of the shared files some files import, and what that imports in turn."""
    used: set[Shared] = set()
    waiting = paths
    while waiting:
        wanted = _imports(facts, waiting)
        new = {(root, first) for root, first in shared if any(tree.holds(root, name) for name in wanted.get(first, ()))}
        waiting = {path for key in new - used for path in shared[key]}
        used |= new
    return used


def _imports(facts: Mapping[str, FileFacts], paths: Iterable[str]) -> dict[str, set[str]]:
    """The absolute names that files import, and dotted strings of settings, by their first part."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        if path not in facts:
            continue
        names = {item.module for item in facts[path].imports if not item.level}
        if "INSTALLED_APPS" in facts[path].definitions[0].names:
            names.update(facts[path].texts)
        for name in names:
            found[name.partition(".")[0]].add(name)
    return found
