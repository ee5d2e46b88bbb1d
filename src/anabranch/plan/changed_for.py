"""Which of the files that a commit changed it changed for what it decoupled.

A commit also does other work. Of a file is known that it changed for a model, a key or a package when a line that went
named it, in any spelling of code: `OrderLine`, `order_line`, `order-lines`. Where a model arrives, a line that came
does as well. Nothing is asked of the map here: what is judged must not judge itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from anabranch.evidence.changed_lines import ChangedLines
from anabranch.evidence.decouplings import Decoupling
from anabranch.plan.imported_names import imported_names
from anabranch.plan.key_names import names_of_key
from anabranch.plan.project_source import ProjectSource
from anabranch.plan.scope import enclosing
from anabranch.reading.values import Model

_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_GENERAL = frozenset({"models", "views", "forms", "admin", "utils", "managers", "signals", "tasks"})
"""Names of modules that every app has."""


class Thing(NamedTuple):
    """What was decoupled, by its names in lower case without underscores.

    A moved model is told by the case of its `class_name` or by a `pattern` with its app, and has a folder in which it
    arrives; a cut package is told by what is imported from it, word for word, and counts in one `folder` alone.
    `longer` are names of models that hold one of the names.
    """

    names: Set[str]
    longer: Set[str] = frozenset()
    class_name: str = ""
    pattern: str = ""
    words: Set[str] = frozenset()
    arrives: str = ""
    folder: str = ""


def thing_of(decoupling: Decoupling, model: Model | None, source: ProjectSource) -> Thing:
    """The names by which the lines of a commit tell that they are about a decoupling."""
    if decoupling.kind == "cut":
        pattern = rf"(?<![a-z0-9_]){re.escape(decoupling.name.rpartition('.')[2])}[.:/]"
        return Thing(
            frozenset(), pattern=pattern, words=_imported_from(decoupling, source), folder=f"{decoupling.owner}/"
        )
    if decoupling.kind == "moved":
        name = model.name if model is not None else decoupling.name
        names = frozenset({name.lower()})
        pattern = rf"(?<![a-z0-9]){re.escape(decoupling.owner)}[.:/_-]+(\w+_)?{name}"
        return Thing(names, _longer(names, source), name, pattern, arrives=decoupling.to)
    names = frozenset(map(_plain, _names_of_key(decoupling, model, source)))
    return Thing(names, _longer(names, source))


def changed_for(things: Sequence[Thing], lines: Mapping[str, ChangedLines]) -> set[str]:
    """The files with a line that is about one of the things."""
    return {path for path, changed in lines.items() if any(_is_about(one, path, changed) for one in things)}


def _is_about(thing: Thing, path: str, changed: ChangedLines) -> bool:
    if not path.startswith(thing.folder):
        return False
    went_whole = changed.gone and not changed.new
    arrives = thing.arrives and thing.arrives in path.split("/")
    return (
        _names(thing, changed.gone)
        or bool(arrives and _names(thing, changed.new))
        or bool(went_whole and any(_spans(path.rpartition("/")[2].partition(".")[0], thing.names)))
    )


def _names(thing: Thing, text: str) -> bool:
    if thing.pattern and re.search(thing.pattern, text, re.IGNORECASE):
        return True
    words = set(_IDENTIFIER.findall(text))
    return not words.isdisjoint(thing.words) or any(_holds(thing, word) for word in words)


def _holds(thing: Thing, word: str) -> bool:
    """Whether a word has one of the names, as a class where it is one, and not within a longer one."""
    found = [span for span in _spans(word, thing.names) if word[slice(*span)].startswith(thing.class_name)]
    within = list(_spans(word, thing.longer)) if found and thing.longer else []
    return any(not any(start <= one and other <= end for start, end in within) for one, other in found)


def _spans(word: str, names: Set[str]) -> Iterator[tuple[int, int]]:
    """Where parts of a word that follow each other make one of the names, or its plural."""
    parts = [(part.start(), part.end()) for part in _PART.finditer(word)]
    for first, (start, _) in enumerate(parts):
        joined = ""
        for begin, end in parts[first:]:
            joined += word[begin:end].lower()
            if _is_one_of(joined, names):
                yield start, end


def _is_one_of(word: str, names: Set[str]) -> bool:
    singular = {word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"}
    return not singular.isdisjoint(names)


def _names_of_key(decoupling: Decoupling, model: Model | None, source: ProjectSource) -> set[str]:
    """The field, its column, what leads back, and the model of its link table."""
    names = {decoupling.field}
    relation = next((one for one in model.relations if one.field == decoupling.field), None) if model else None
    if model is not None and relation is not None:
        names |= names_of_key(model, relation)
        names |= {relation.accessor} if relation.accessor and relation.accessor != "+" else set()
        names |= {one.name for one in source.models if one.label == relation.through}
    return names


def _imported_from(decoupling: Decoupling, source: ProjectSource) -> Set[str]:
    """What the folder imports from the package, by the last part of its name."""
    found: set[str] = set()
    for path, module in source.modules.items():
        facts = source.python.get(path) if path.startswith(f"{decoupling.owner}/") else None
        if facts is not None:
            imported = imported_names(facts, module, is_package=path.endswith("/__init__.py"))
            found |= {name.rpartition(".")[2] for name in imported if enclosing(name, {decoupling.name})}
    return frozenset(found - _GENERAL)


def _longer(names: Set[str], source: ProjectSource) -> Set[str]:
    others = {one.name.lower() for one in source.models} - names
    return frozenset(other for other in others if any(name in other for name in names))


def _plain(name: str) -> str:
    return name.replace("_", "").lower()
