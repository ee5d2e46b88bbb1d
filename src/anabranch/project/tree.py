"""Which dotted names a file tree can answer, from each folder that modules might be imported from.

Paths here are *full*: a project can be read from inside its own package, so the folders above the one
that was given take part in dotted names too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from anabranch.project.conventions import folder_of, folders_above, names_in
from anabranch.project.file_list import FileList


class Tree:
    """Python files and the folders that hold some, at any depth. Never changed once built."""

    def __init__(self, files: FileList) -> None:
        self.paths = tuple(source.path for source in files.python)
        self.base = _enterable_base(files.root, self.paths)
        self.root = files.root

    @cached_property
    def files(self) -> frozenset[str]:
        """Full paths of all Python files, without `.py`."""
        return frozenset(self.names.values())

    @cached_property
    def names(self) -> dict[str, str]:
        """For the path of each Python file its full path, without `.py`."""
        prefix = f"{self.base}/" if self.base else ""
        return {path: f"{prefix}{path[:-3]}" for path in self.paths}

    @cached_property
    def path_of(self) -> dict[str, str]:
        """For the full path of each Python file, without `.py`, its path."""
        return {full: path for path, full in self.names.items()}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Full paths of all folders with Python at any depth."""
        found: set[str] = set()
        for directly in {folder_of(path) for path in self.files}:
            folder = directly
            while folder and folder not in found:
                found.add(folder)
                folder = folder_of(folder)
        return frozenset(found)

    @cached_property
    def packages(self) -> frozenset[str]:
        """Full paths of all folders with an `__init__.py`."""
        return frozenset(folder_of(path) for path in self.files if path.endswith("/__init__"))

    @cached_property
    def homes(self) -> dict[str, frozenset[str]]:
        """For each name of a module or folder, the folders that hold one of that name."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for path in self.files | self.folders:
            home, _, name = path.rpartition("/")
            found[name].append(home)
        return {name: frozenset(homes) for name, homes in found.items()}

    def holds(self, root: str, dotted: str) -> bool:
        """Whether a dotted name is a module or a folder of modules below a root."""
        path = join(root, dotted.replace(".", "/"))
        return path in self.files or path in self.folders

    def full(self, path: str) -> str:
        """The full path of a path relative to the folder that was given."""
        return join(self.base, "" if path == "." else path)

    def is_around(self, full: str) -> bool:
        """Whether a folder lies above the one that was given."""
        return full != self.base and self.base.startswith(f"{full}/" if full else "")

    def relative(self, full: str) -> str:
        """The path relative to the folder that was given: `.` for itself, `..` for the one above."""
        if full == self.base:
            return "."
        if not self.base or full.startswith(self.base + "/"):
            return full[len(self.base) + 1 :] if self.base else full
        depth = self.base.count("/") - full.count("/") if full else self.base.count("/") + 1
        return "/".join([".."] * depth)


def join(folder: str, path: str) -> str:
    """Two parts of a path, either of which can be empty."""
    return f"{folder}/{path}" if folder and path else folder or path


def dotted_name(root: str, full: str) -> str:
    """The dotted name of a module (without `.py`) or folder below a root.

    What has a dot in its own name, as gunicorn.conf.py, is no package with a module in it.
    """
    name = full[len(root) + 1 :] if root else full
    return name.removesuffix("/__init__").replace(".", "_").replace("/", ".")


def ancestors(full: str) -> Iterable[str]:
    """The folders around a full path, innermost first, the outermost (empty) last."""
    yield from folders_above(full)
    yield ""


_HIGHEST = 4


def _enterable_base(root: str, paths: Iterable[str]) -> str:
    """The last names of the given folder's own path, as far as they could be packages.

    A folder that holds manage.py and no `__init__.py` is where imports start: nothing above it counts.
    """
    beside = {path for path in paths if "/" not in path}
    if "__init__.py" not in beside and "manage.py" in beside:
        return ""
    names: list[str] = []
    for name in reversed(names_in(root)):
        if not name.isidentifier() or len(names) == _HIGHEST:
            break
        names.insert(0, name)
    return "/".join(names)
