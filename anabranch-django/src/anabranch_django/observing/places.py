"""Which domain a file belongs to: answered once a file name, then from a dictionary."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from anabranch_django.observing.watch import Watch


class Place(NamedTuple):
    """A file of the project, relative to its root; `domain` is "" for test code.

    `history` marks migrations: what they do is past, and no crossing of today's code.
    """

    file: str
    domain: str
    history: bool


class _Known(dict[str, "Place | None"]):
    def __init__(self, find: Callable[[str], Place | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, filename: str) -> Place | None:
        place = self[filename] = self._find(filename)
        return place


class Places:
    """Places of the project's files; everything outside the project is None."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._roots = tuple({os.path.join(watch.root, ""), os.path.join(os.path.realpath(watch.root), "")})
        self._start = os.getcwd()
        self._folders = sorted(watch.folders.items(), key=lambda item: -len(item[0]))
        self._templates: dict[str, Place | None] = {}
        # The place of a Python file, named as code objects name it: asked for every frame of every walk.
        self.of: Callable[[str], Place | None] = _Known(self._find).__getitem__

    def of_template(self, filename: str) -> Place | None:
        """The place of a template, by the name of its origin."""
        try:
            return self._templates[filename]
        except KeyError:
            place = self._templates[filename] = self._find_template(filename)
            return place

    def _find_template(self, filename: str) -> Place | None:
        file = self._relative(filename) if filename else None
        if file is None:
            return None
        domain = self._watch.templates.get(file)
        if domain is None and not is_installed(file):
            domain = self._domain_of_folder(file)
        return None if domain is None else Place(file, domain, history=False)

    def _find(self, filename: str) -> Place | None:
        file = self._relative(filename)
        if file is None:
            return None
        domain = self._watch.files.get(file)
        if domain is None and file.endswith(".py") and not is_installed(file):
            domain = self._domain_of_folder(file)
        return None if domain is None else Place(file, domain, "/migrations/" in f"/{file}")

    def _domain_of_folder(self, file: str) -> str | None:
        found = next((domain for folder, domain in self._folders if not folder or file.startswith(f"{folder}/")), None)
        return "" if found is not None and is_test(file) else found

    def _relative(self, filename: str) -> str | None:
        if filename.startswith("<"):
            return None
        path = os.path.normpath(os.path.join(self._start, filename))
        for candidate in (path, os.path.realpath(path)):
            for root in self._roots:
                if candidate.startswith(root):
                    return candidate[len(root) :].replace(os.sep, "/")
        return None


def is_installed(file: str) -> bool:
    """Whether a file lies in an environment inside the project's root: installed there, not written there."""
    folders = file.split("/")[:-1]
    return any(folder.startswith(".") or folder in {"site-packages", "node_modules"} for folder in folders)


def is_test(file: str) -> bool:
    """Whether a file that the map did not see is test code, by the names that test runners go by."""
    *folders, name = file.split("/")
    return name.startswith(("test_", "tests.", "conftest.")) or name.endswith("_test.py") or "tests" in folders
