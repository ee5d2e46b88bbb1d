"""Which module refers to which, as far as a contract counts it, and which modules a pattern names."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from anabranch.project.dotted import around
from anabranch.reading.values import IMPORT_KINDS, UNDER_TYPE_CHECKING, Reference
from anabranch.rules.values import Contract


class Link(NamedTuple):
    """A module that refers to another against a contract, directly or as the first step of a chain."""

    importer: str
    imported: str
    chain: tuple[str, ...]
    """From the importer to what it must not reach, both included."""


class ModuleGraph:
    """Modules and packages with the references from one to another."""

    def __init__(self, modules: Iterable[str], edges: Mapping[str, Mapping[str, Sequence[Reference]]]) -> None:
        self.edges = edges
        self.modules = frozenset(package for module in modules for package in around(module))
        self._below: dict[str, frozenset[str]] = {}

    @cached_property
    def _users(self) -> Mapping[str, Sequence[str]]:
        users: dict[str, list[str]] = {}
        for importer, imported in sorted((one, other) for one, others in self.edges.items() for other in others):
            users.setdefault(imported, []).append(importer)
        return users

    def below(self, name: str) -> frozenset[str]:
        """A module or package with all that is in it."""
        if name not in self._below:
            self._below[name] = frozenset(one for one in self.modules if one == name or one.startswith(f"{name}."))
        return self._below[name]

    def matching(self, pattern: str) -> list[str]:
        """The modules that a pattern names: `*` stands for one part of a name, `**` for one or more."""
        if "*" not in pattern:
            return [pattern] if pattern in self.modules else []
        expression = expression_of(pattern)
        return sorted(one for one in self.modules if expression.fullmatch(one))

    def children(self, package: str) -> list[str]:
        """What lies directly in a package."""
        depth = package.count(".") + 1
        return sorted(one for one in self.below(package) if one.count(".") == depth)

    def first_links(
        self, *, source: Collection[str], target: Collection[str], closed: Collection[str] = (), indirect: bool = True
    ) -> Iterator[Link]:
        """Every first step by which a module of `source` reaches `target` without passing through `closed`."""
        onward = self._onward(set(target), {*source, *closed}) if indirect else dict.fromkeys(target, "")
        for importer in sorted(source):
            for imported in sorted(self.edges.get(importer, ())):
                if imported in onward:
                    yield Link(importer, imported, (importer, *_steps(imported, onward)))

    def _onward(self, target: set[str], closed: set[str]) -> dict[str, str]:
        """For each module from which `target` is reached the next step; empty for those in it."""
        onward = dict.fromkeys(sorted(target), "")
        waiting = deque(onward)
        while waiting:
            reached = waiting.popleft()
            for user in self._users.get(reached, ()):
                if user not in onward and user not in closed:
                    onward[user] = reached
                    waiting.append(user)
        return onward


Edges = dict[str, dict[str, list[Reference]]]


def edges_of(references: Iterable[Reference], contract: Contract) -> Edges:
    """References by importing and imported module, as far as the kinds of a contract count them."""
    edges: Edges = {}
    for one in references:
        if one.note == UNDER_TYPE_CHECKING and not contract.typing:
            continue
        imported = _target(one, imports_alone=contract.kinds == "imports")
        if imported and imported != one.importer.module:
            edges.setdefault(one.importer.module, {}).setdefault(imported, []).append(one)
    return edges


def without_ignored(edges: Edges, contract: Contract) -> Edges:
    """The same without the links that are no matter of the contract."""
    ignored = [tuple(expression_of(side.strip()) for side in row.split("->")) for row in contract.ignore]
    if not ignored:
        return edges
    kept: Edges = {}
    for importer, others in edges.items():
        seconds = [second for first, second in ignored if first.fullmatch(importer)]
        kept[importer] = {
            name: rows for name, rows in others.items() if not any(one.fullmatch(name) for one in seconds)
        }
    return kept


def _target(reference: Reference, *, imports_alone: bool) -> str:
    """The module that a statement names, or for what no import shows the module of the definition."""
    if reference.imported.via or reference.kind in IMPORT_KINDS:
        return reference.imported.via or reference.imported.module
    return reference.imported.module if reference.counts and not imports_alone else ""


def _steps(module: str, onward: Mapping[str, str]) -> Iterator[str]:
    while module:
        yield module
        module = onward[module]


def expression_of(pattern: str) -> re.Pattern[str]:
    """A pattern as import-linter reads it: a star is a whole part of the name, two are one part or more."""
    parts = {"*": r"[^.]+", "**": r"[^.]+(?:\.[^.]+)*"}
    return re.compile(r"\.".join(parts.get(part) or re.escape(part) for part in pattern.split(".")))
