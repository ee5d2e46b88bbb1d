"""Source roots: the folders from which a project's own imports resolve.

Every import that names something below a folder is a vote for that folder; the packages' own `__init__.py`
files are a weak vote, and decide where nothing imports a file.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from itertools import accumulate, chain

from anabranch.facts.values import FileFacts
from anabranch.project.conventions import folder_of, is_test
from anabranch.project.tree import Tree, ancestors, join

Votes = Mapping[tuple[str, str], int]
"""For a root and the dotted name of something below it: how much speaks for importing that from there."""

_STRONG = 100
_WEAK = 1
_REGULAR_PACKAGE = 150
"""More than one import: a third-party package can share its name with a folder of the project."""
_SETTING = 300
_SEVERAL = 3

_APP_PARTS = ("models", "migrations", "admin", "views")
_LESS_TELLING = ("urls", "management")


def find_roots(tree: Tree, facts: Mapping[str, FileFacts]) -> dict[str, str]:
    """For the path of each Python file the full path of the source root from which it is imported."""
    votes = _count_votes(tree, facts)
    return _Chooser(tree, votes).choose_all()


def _count_votes(tree: Tree, facts: Mapping[str, FileFacts]) -> Votes:
    votes: Counter[tuple[str, str]] = Counter()
    for (module, name), times in _imported_names(facts, tree.homes).items():
        first = module.partition(".")[0]
        homes = tree.homes[first]
        dotted = f"{module}.{name}" if name else module
        holding = (home for home in homes if tree.holds(home, dotted) or _gives(tree, facts, home, module, name))
        resolving = _meant(tree, list(holding)) if "." in dotted else []
        for home in resolving:
            votes.update({(home, above): _STRONG * times for above in _with_all_above(dotted)})
        if "." in dotted and not resolving:  # a third-party package that a folder is called like
            whole = set() if "." not in module else {home for home in homes if not tree.is_around(home)}
            votes.subtract({(home, first): _STRONG * times for home in whole | homes & tree.packages})
        if not resolving and module == first and first not in sys.stdlib_module_names:
            plain = [home for home in _meant(tree, list(homes)) if home not in tree.packages]
            votes.update({(home, first): _WEAK * times for home in plain if _has_name(tree, facts, home, first, name)})
    _count_settings(tree, facts, votes)
    return {(home, name): times for (home, name), times in (+votes).items() if votes[home, name.partition(".")[0]] > 0}


def _meant(tree: Tree, homes: list[str]) -> list[str]:
    """Folders that hold the same name, without tests that lie in the folders of what they test.

    The folder that was given can be called like a package in it: what is inside goes before what is around.
    """
    inside = [home for home in homes if not tree.is_around(home)] or homes
    return [home for home in inside if not is_test(f"{tree.relative(home)}/")] or inside


def _gives(tree: Tree, facts: Mapping[str, FileFacts], home: str, package: str, name: str) -> bool:
    """Whether a package makes a name itself: `from shop import get_model`; one may take its own from the library."""
    path = tree.path_of.get(f"{join(home, package)}/__init__") if name and "." not in package else None
    if path is None or path not in facts:
        return False
    taken = {item.bound for item in facts[path].imports if not item.level}
    return name in facts[path].definitions[0].names and name not in taken


def _has_name(tree: Tree, facts: Mapping[str, FileFacts], home: str, module: str, name: str) -> bool:
    """Whether a module has what is imported from it: a file can be called like a package of somebody else."""
    full = f"{home}/{module}" if home else module
    paths = [tree.path_of[own] for own in (full, f"{full}/__init__") if own in tree.path_of]
    if name in ("", "*") or not paths:
        return bool(paths)
    tops = [facts[path].definitions[0] for path in paths if path in facts]
    return any(name in top.names or top.stars for top in tops)


def _imported_names(facts: Mapping[str, FileFacts], homes: Container[str]) -> Counter[tuple[str, str]]:
    """Absolute modules that files import and whose first part the tree knows, with how often.

    With a module that is one word stands the name taken from it: `from shop import orders` says more than `shop`.
    """
    modules_of = [{item.module for item in file.imports if not item.level} for file in facts.values()]
    seen = Counter(chain.from_iterable(modules_of))
    known = {module: times for module, times in seen.items() if module.partition(".")[0] in homes}
    found = Counter({(module, ""): times for module, times in known.items() if "." in module})
    words = {module for module in known if "." not in module}
    for file, modules in zip(facts.values(), modules_of, strict=True):
        if not words.isdisjoint(modules):
            taken = [item for item in file.imports if item.module in words and not item.level]
            found.update({(item.module, item.name or "") for item in taken})
    return found


def _count_settings(tree: Tree, facts: Mapping[str, FileFacts], votes: Counter[tuple[str, str]]) -> None:
    """Strings that name modules in settings and manage.py; one word names an app around settings, or beside others."""
    shared = _sharing(votes)
    for path, file in facts.items():
        if not (path.endswith("manage.py") or "INSTALLED_APPS" in file.definitions[0].names):
            continue
        around = set(ancestors(tree.full(path))) if not path.endswith("manage.py") else set()
        for text in file.texts:
            homes = tree.homes.get(text.partition(".")[0], ())
            naming = [home for home in homes if _names_module(tree, home, text, around, shared)]
            for home in _meant(tree, naming):
                votes.update({(home, above): _SETTING for above in _with_all_above(text)})


def _sharing(votes: Votes) -> set[str]:
    """The folders from which several names are imported that no other folder has."""
    imported = [(home, name) for (home, name), times in votes.items() if times > 0 and "." not in name]
    homes = Counter(name for _, name in imported)
    names = Counter(home for home, name in imported if homes[name] == 1)
    return {home for home, number in names.items() if number >= _SEVERAL}


def _with_all_above(dotted: str) -> Iterable[str]:
    """`shop`, `shop.orders` and `shop.orders.models` of the last one."""
    return accumulate(dotted.split("."), "{}.{}".format)


def _names_module(tree: Tree, home: str, text: str, around: set[str], shared: set[str]) -> bool:
    if "." in text:
        parent = text.rpartition(".")[0]
        return tree.holds(home, text) or ("." in parent and tree.holds(home, parent))
    if home not in shared and (home in tree.packages or home not in around):
        return False
    parts = (*_APP_PARTS, *_LESS_TELLING) if home in shared else _APP_PARTS
    return f"{join(home, text)}/apps" in tree.files or any(tree.holds(home, f"{text}.{part}") for part in parts)


class _Chooser:
    """Chooses the root of each file by the votes, folder by folder."""

    def __init__(self, tree: Tree, votes: Votes) -> None:
        self._tree = tree
        self._votes = votes
        self._packages = _real_packages(tree, votes)
        self._shared = _sharing(votes)
        self._established = {root for root, _ in votes} - self._packages
        self._of_folder: dict[str, tuple[int, str]] = {}

    def choose_all(self) -> dict[str, str]:
        return {path: self._choose(full) for path, full in self._tree.names.items()}

    def _choose(self, full: str) -> str:
        folder, _, name = full.rpartition("/")
        if name == "__init__":
            return self._best_for_folder(folder)[1]
        votes, root = self._best_for_folder(folder)
        return folder if self._votes.get((folder, name), 0) > votes else root

    def _best_for_folder(self, folder: str) -> tuple[int, str]:
        known = self._of_folder.get(folder)
        if known is None:
            known = self._of_folder[folder] = self._weigh(folder)
        return known

    def _weigh(self, folder: str) -> tuple[int, str]:
        natural = self._natural_root(folder)
        best, best_root, child, claimed = 0, "", folder, ""
        for root in ancestors(folder) if folder else ():
            # What others beside are imported as tells nothing of what is itself imported from nearer.
            votes = self._votes.get((root, (claimed or child).removeprefix(f"{root}/").replace("/", ".")), 0)
            is_claimed = bool(claimed) and folder_of(claimed) in self._shared
            if root == natural and natural != folder and not is_claimed:
                votes += _REGULAR_PACKAGE
            claimed = claimed if is_claimed else self._claimed(root, child)
            if votes > best:
                best, best_root = votes, root
            child = root
        return (best, best_root) if best else (0, self._fallback(folder, natural))

    def _claimed(self, root: str, child: str) -> str:
        """The folder below a root, where it is imported from there and that is no mere package."""
        is_root = root in self._shared or root not in self._packages
        return child if is_root and (root, child.rpartition("/")[2]) in self._votes else ""

    def _natural_root(self, folder: str) -> str:
        """The folder above the outermost of the regular packages around a file; the file's own where there is none."""
        package = next((above for above in _with_self(folder) if above in self._packages), None)
        if package is None:
            return folder
        while package in self._packages:
            package = folder_of(package)
        return package

    def _fallback(self, folder: str, natural: str) -> str:
        """Where nothing imports a file: the nearest folder that others are imported from."""
        for root in _with_self(folder):
            if root in self._established:
                return root
        if natural != folder:
            return natural
        return self._sign_of_root(folder)

    def _sign_of_root(self, folder: str) -> str:
        """The nearest folder that looks like a root; what lies around the given one is called as its owner pleases."""
        for root in _with_self(folder):
            if self._tree.is_around(root):
                break
            if (
                root.rpartition("/")[2] == "src"
                or f"{root}/manage" in self._tree.files
                or f"{root}/setup" in self._tree.files
            ):
                return root
        return self._tree.base


def _real_packages(tree: Tree, votes: Votes) -> frozenset[str]:
    """Folders with an `__init__.py`, but for those that imports clearly start from: an empty one is left anywhere."""
    inside: Counter[str] = Counter()
    for (root, name), times in votes.items():
        inside[root] += times if "." not in name else 0
    real = set(tree.packages)
    for folder in sorted(tree.packages, key=lambda folder: folder.count("/")):
        home, _, name = folder.rpartition("/")
        as_package = votes.get((home, name), 0)
        is_started_from = f"{folder}/manage" in tree.files and inside[folder] >= as_package
        if home not in real and (is_started_from or inside[folder] > 4 * (as_package + _REGULAR_PACKAGE)):
            real.discard(folder)
    return frozenset(real)


def _with_self(folder: str) -> Iterable[str]:
    if folder:
        yield folder
    yield from ancestors(folder)
