"""Which tests a change can reach: what refers to it, over any number of steps and every class of references.

Safe before short. What ties things together without a reference is added to the references: settings and `conftest.py`
to the tests below them, requests to the URLs that they may ask for, signals and tables in both directions, and a place
that the map could not resolve to all that may stand there: a template to every template, a URL to whatever declares
some, anything else to everything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from anabranch.project.conventions import TEMPLATE_FOLDERS, folders_above, is_packaging, is_template
from anabranch.reading.values import IMPORT_KINDS, UNDER_TYPE_CHECKING, Map, Reference

_BOTH_WAYS = frozenset({"relation", "extend", "generic-relation", "signal", "patch"})
"""Kinds whose target runs, or whose tables hold, something of the importer: cascades, receivers, replaced methods."""
_DOCUMENTS = (".md", ".rst", "LICENSE", ".gitignore", "CODEOWNERS", "CHANGELOG", "AUTHORS")
_OWN = re.compile(r"(?:^|/)(?:anabranch\.toml|anabranch\.html|anabranch\.debt/(?:rehearsal/)?[^/]*)\Z")
"""Rules, debt and page of this tool."""
_BESIDE = (".github/", "docs/")
"""Folders that no test reads, unless an app lies there."""
_RESOLVED = frozenset({"URL name is not declared here", "import of test code"})
"""Reasons of unseen places that cannot hide a reference to first-party code outside tests."""


class TestFile(NamedTuple):
    """A file of tests, and what its text says about requests."""

    path: str
    requests: bool
    """Whether it uses a client or a server."""
    literal_urls: bool
    """Whether it has texts that look like a URL path."""


class Affected(msgspec.Struct, frozen=True):
    """What a change can reach."""

    changed: tuple[str, ...]
    """Changed files."""
    everything: str
    """Why all tests have to run; empty where they have not."""
    units: tuple[str, ...]
    """Units of the app level that the change reaches."""
    tests: tuple[str, ...]
    """Files of tests to run."""
    of_tests: int
    """Files of tests in all."""


def find_affected(
    project_map: Map, *, changed: Iterable[str], deleted: Iterable[str], tests: Iterable[TestFile]
) -> Affected:
    """The tests that a change can reach. The map has to include test code."""
    files, known, nodes = sorted(changed), sorted(tests), _Nodes(project_map)
    paths, users = tuple(test.path for test in known), _users(project_map, nodes, known)
    code = [path for path in files if path not in paths]
    everything = _reason_for_all(project_map, nodes, code, set(deleted), users)
    if everything:
        units = tuple(sorted(app.label for project in project_map.projects for app in project.apps))
        return Affected(tuple(files), everything, units, paths, len(paths))
    for user, used in _hidden(project_map, nodes):
        users[used].add(user)
    reached = _reach(users, _starts(project_map, nodes, files))
    units = tuple(sorted({nodes.app[node] for node in reached if node in nodes.app}))
    hit = tuple(path for path in paths if path in files or nodes.of(path) in reached)
    return Affected(tuple(files), "", units, hit, len(paths))


class _Nodes:
    """Names for files: a module by its dotted name, a template by the name under which it is loaded."""

    def __init__(self, project_map: Map) -> None:
        ends = [end for one in project_map.references for end in (one.importer, one.imported)]
        self.app = {end.module: end.app for end in ends if end.module}
        self._modules = {*self.app, *project_map.modules()}
        self._of = {one.file: one.importer.module for one in project_map.references if one.importer.module}

    def of(self, path: str) -> str:
        """The node of a file; empty where no reference knows it."""
        if path in self._of:
            return self._of[path]
        if is_template(path):
            return _template(path)
        parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
        names = (".".join(parts[start:]) for start in range(len(parts)))
        return next((name for name in names if name in self._modules), "")


def _reason_for_all(
    project_map: Map, nodes: _Nodes, changed: list[str], deleted: set[str], users: Mapping[str, set[str]]
) -> str:
    settings = {module for project in project_map.projects for module in project.settings}
    broken = {failed.file for failed in project_map.files.failed}
    apps = {app.path for project in project_map.projects for app in project.apps if app.is_app}
    for path in changed:
        if _is_text(path) or (path.startswith(_BESIDE) and apps.isdisjoint(folders_above(path))):
            continue
        node = nodes.of(path)
        reason = _why_all(path, is_gone=path in deleted, is_broken=path in broken, is_settings=node in settings,
                          is_used=bool(users.get(node)))  # fmt: skip
        if reason:
            return f"{path}: {reason}"
    return ""


def _is_text(path: str) -> bool:
    """Whether a file is a document, or one of this tool's own, which no test reads."""
    return path.endswith(_DOCUMENTS) or _OWN.search(path) is not None


def _why_all(path: str, *, is_gone: bool, is_broken: bool, is_settings: bool, is_used: bool) -> str:
    checks = (
        (is_gone, "deleted"),
        (is_broken, "cannot be read as Python"),
        (is_settings, "settings"),
        (path.rpartition("/")[2] == "conftest.py", "fixtures"),
        (is_packaging(path), "packaging"),
        ("/migrations/" in path, "migration"),
        (not path.endswith(".py") and not is_template(path), "not Python, and any test may read it"),
        ("/management/commands/" in path, "a command, which is called by name"),
        (not is_used, "nothing refers to it, so it is not known who loads it"),
    )
    return next((reason for holds, reason in checks if holds), "")


def _starts(project_map: Map, nodes: _Nodes, changed: list[str]) -> set[str]:
    """The nodes that changed, and those of which nobody knows what they depend on."""
    found = {nodes.of(path) for path in changed if not _is_text(path)} - {""}
    if found:
        known = _RESOLVED | _CANDIDATES.keys()
        found |= {nodes.of(row.file) for row in project_map.unseen if row.reason not in known} - {""}
    return found


def _hidden(project_map: Map, nodes: _Nodes) -> Iterator[tuple[str, str]]:
    """From each place that could not be resolved to all that may stand there, where that is less than everything."""
    candidates = {reason: find(project_map, nodes) for reason, find in _CANDIDATES.items()}
    for row in project_map.unseen:
        yield from ((nodes.of(row.file), used) for used in candidates.get(row.reason, ()))


def _templates(project_map: Map, _nodes: _Nodes) -> set[str]:
    importers = {_template(one.file) for one in project_map.references if not one.importer.module}
    return importers | {one.imported.symbol for one in project_map.references if not one.imported.module}


def _url_modules(project_map: Map, nodes: _Nodes) -> set[str]:
    return {url.module for url in project_map.urls} | _admins(nodes)


_CANDIDATES: Mapping[str, Callable[[Map, _Nodes], set[str]]] = {
    "template chosen at run time": _templates,
    "URL name is not known until run time": _url_modules,
}


def _admins(nodes: _Nodes) -> set[str]:
    return {module for module in nodes.app if module.endswith(".admin")}


def _users(project_map: Map, nodes: _Nodes, tests: list[TestFile]) -> defaultdict[str, set[str]]:
    """For each node those that depend on it."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for user, used in (*_by_references(project_map.references), *_by_convention(project_map, nodes, tests)):
        users[used].add(user)
    users.pop("", None)  # what no node stands for is used by nobody that is known
    for module in list(users):
        package = module.rpartition(".")[0] if "/" not in module else ""
        while package:
            users[package].add(module)  # who imports a module runs the packages around it
            package = package.rpartition(".")[0]
    return users


def _by_references(references: Iterable[Reference]) -> Iterator[tuple[str, str]]:
    for one in references:
        if one.note == UNDER_TYPE_CHECKING:
            continue
        importer, imported = one.importer.module or _template(one.file), one.imported.module or one.imported.symbol
        yield importer, imported
        if one.imported.via:
            yield importer, one.imported.via
        if one.kind in _BOTH_WAYS:
            yield imported, importer


def _by_convention(project_map: Map, nodes: _Nodes, tests: list[TestFile]) -> Iterator[tuple[str, str]]:
    settings = {module for project in project_map.projects for module in project.settings}
    loaded = {one.imported.module for one in project_map.references
              if one.importer.module in settings and (one.imported.via or one.kind in IMPORT_KINDS)}  # fmt: skip
    declaring = {url.module for url in project_map.urls}
    admins = _admins(nodes)
    for test in tests:
        node = nodes.of(test.path)
        yield from ((node, module) for module in loaded)
        folders = (*folders_above(test.path), "")
        yield from ((node, nodes.of(f"{folder}/conftest.py".lstrip("/"))) for folder in folders)
        if test.requests:
            yield from ((node, module) for module in settings | admins)
        if test.requests and test.literal_urls:
            yield from ((node, module) for module in declaring)


def _reach(users: Mapping[str, set[str]], starts: set[str]) -> set[str]:
    reached, waiting = set(starts), list(starts)
    while waiting:
        for user in users.get(waiting.pop(), ()):
            if user and user not in reached:
                reached.add(user)
                waiting.append(user)
    return reached


def _template(path: str) -> str:
    """The name by which a template is loaded: its path below the folder of templates."""
    parts = path.split("/")
    places = [number for number, part in enumerate(parts) if part in TEMPLATE_FOLDERS]
    return "/".join(parts[places[-1] + 1 :]) if places else path
