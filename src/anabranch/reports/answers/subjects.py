"""What a person names on the command line: a domain, app, module, model or class of the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Literal, get_args

import msgspec

from anabranch.errors import UnknownName
from anabranch.project.dotted import around
from anabranch.reading.values import End, Map

SubjectKind = Literal["domain", "app", "module", "model", "symbol"]

_CLOSE = 5


class Subject(msgspec.Struct, frozen=True):
    """A part of one project: `name` is what the output calls it, `dotted` what its symbols begin with."""

    kind: SubjectKind
    name: str
    project: str
    dotted: str = ""
    apps: tuple[str, ...] = ()

    def holds(self, project: str, end: End) -> bool:
        """Whether an end of a reference lies in this part."""
        if project != self.project:
            return False
        if self.apps:
            return end.app in self.apps
        text = end.module if self.kind == "module" else end.symbol
        return text == self.dotted or text.startswith(self.dotted + ".")


class NameNotFound(UnknownName):
    """No part of the map is called so; `close` holds names that are written alike."""

    def __init__(self, name: str, close: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.close = close


class NameAmbiguous(UnknownName):
    """Several parts of the map are called so."""

    def __init__(self, name: str, candidates: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.candidates = candidates


def find_subject(project_map: Map, name: str, *, packages: bool = False) -> Subject:
    """The part of the map that a name means: the widest one of that exact name, else the only one that ends so.

    With `packages`, one of which only the modules refer to anything, or are referred to, is all of these.
    """
    scope, wanted = _scoped(project_map, name.strip())
    if not wanted:
        raise NameNotFound(name, ())
    names = _Names(project_map, scope)
    found = names.exact(wanted) or names.ending(wanted) or names.ending(wanted, fold=True)
    found = found or (names.packages(wanted) if packages else [])
    if not found:
        raise NameNotFound(name, close_names(wanted, names.all_names()))
    if len(found) > 1:
        raise NameAmbiguous(name, _written(found))
    return found[0]


def _scoped(project_map: Map, name: str) -> tuple[str, str]:
    """Splits `project/name`, which tells apart equal names of several projects."""
    project, slash, rest = name.rpartition("/")
    return (project, rest) if slash and any(one.name == project for one in project_map.projects) else ("", name)


class _Names:
    """Everything that can be named, widest first: domains, apps, modules, models, other symbols.

    Kept as plain tuples, because a large project has a hundred thousand symbols and one of them is asked for.
    """

    def __init__(self, project_map: Map, scope: str) -> None:
        self._map = project_map
        self._scope = scope

    def exact(self, name: str) -> list[Subject]:
        """Parts of that name; where several kinds have it, of the widest kind."""
        for kind in get_args(SubjectKind):
            found = [_subject(one) for one in self._of_kind(kind) if name in one[1:3]]
            if found:
                return found
        return []

    def ending(self, name: str, *, fold: bool = False) -> list[Subject]:
        """Parts whose dotted name ends so; a model's class and an app's own package are not listed twice."""
        tail = "." + (name.casefold() if fold else name)
        seen: dict[tuple[str, str], Subject] = {}
        for kind in get_args(SubjectKind):
            for one in self._of_kind(kind):
                text, dotted = (one[1].casefold(), one[2].casefold()) if fold else one[1:3]
                if text.endswith(tail) or dotted.endswith(tail) or (fold and tail[1:] in (text, dotted)):
                    seen.setdefault((one[3], one[2] or one[1]), _subject(one))
        return sorted(seen.values(), key=lambda one: (one.project, one.name))

    def packages(self, name: str) -> list[Subject]:
        """Packages around the modules of the map whose dotted name is this, or ends so."""
        packages = {(one[3], name) for one in self._of_kind("module") for name in around(one[1].rpartition(".")[0])}
        found = [(project, package) for project, package in packages if f".{package}".endswith(f".{name}")]
        return [Subject("module", package, project, package) for project, package in sorted(found)]

    def all_names(self) -> list[str]:
        """Every name, widest first."""
        return [name for kind in get_args(SubjectKind) for name in sorted(one[1] for one in self._of_kind(kind))]

    def _of_kind(self, kind: SubjectKind) -> list[_Named]:
        listed = {"domain": _domains, "app": _apps, "module": _modules, "model": _models, "symbol": _symbols}[kind]
        return [one for one in listed(self._map) if not self._scope or one[3] == self._scope]


_Named = tuple[SubjectKind, str, str, str, tuple[str, ...]]
"""Kind, name, dotted name, project and apps."""


def _subject(named: _Named) -> Subject:
    kind, name, dotted, project, apps = named
    return Subject(kind, name, project, dotted, apps)


def _domains(project_map: Map) -> Iterator[_Named]:
    """Domains that are more than an app of the same name."""
    for project in project_map.projects:
        labels: dict[str, list[str]] = {}
        for app in project.apps:
            labels.setdefault(app.domain, []).append(app.label)
        for domain, apps in labels.items():
            if apps != [domain]:
                yield "domain", domain, "", project.name, tuple(apps)


def _apps(project_map: Map) -> Iterator[_Named]:
    for project in project_map.projects:
        for app in project.apps:
            yield "app", app.label, app.name, project.name, (app.label,)


def _modules(project_map: Map) -> Iterator[_Named]:
    names = {(one.project, one.importer.module) for one in project_map.references}
    names |= {(one.project, one.imported.module) for one in project_map.references}
    names |= {(model.project, model.module) for model in project_map.models}
    for project, name in names:
        yield "module", name, name, project, ()


def _models(project_map: Map) -> Iterator[_Named]:
    for model in project_map.models:
        yield "model", model.label, model.symbol, model.project, ()


def _symbols(project_map: Map) -> Iterator[_Named]:
    names = {(one.project, one.importer.symbol) for one in project_map.references}
    names |= {(one.project, one.imported.symbol) for one in project_map.references}
    for project, name in names:
        yield "symbol", name, name, project, ()


def _written(subjects: list[Subject]) -> tuple[str, ...]:
    """Names that are accepted in place of the ambiguous one: longer ones, or with the project before them."""
    names = {one.name for one in subjects}
    if len(names) == len(subjects):
        return tuple(sorted(names))
    return tuple(sorted(f"{one.project}/{one.name}" for one in subjects))


def close_names(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """Names written alike; compared by their last part too, so a slip in `Prodcut` finds `catalog.Product`."""
    wanted = name.casefold()
    spelled: dict[str, str] = {}
    by_tail: dict[str, str] = {}
    for one in names:
        text = one.casefold()
        if tail := text.rpartition(".")[2]:
            spelled.setdefault(text, one)
            by_tail.setdefault(tail, one)
    whole = [spelled[text] for text in get_close_matches(wanted, spelled, n=_CLOSE, cutoff=0.7)]
    tails = [by_tail[text] for text in get_close_matches(wanted.rpartition(".")[2], by_tail, n=_CLOSE, cutoff=0.75)]
    return tuple(dict.fromkeys(whole + tails))[:_CLOSE]
