"""Which of the files that a commit changed it changed for what it decoupled.

A commit also does other work. Of a file is known that it changed for a model, a key or a package when a line that went
named it, in any spelling of code: `OrderLine`, `order_line`, `order-lines`. Where a model arrives, a line that came
does as well. Nothing is asked of the map here: what is judged must not judge itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from anabranch.evidence.changed_lines import ChangedLines
from anabranch.evidence.decouplings import Decoupling
from anabranch.plan.imported_names import imported_names
from anabranch.plan.key_names import longer_names, names_of_key
from anabranch.plan.project_source import ProjectSource
from anabranch.plan.spelling import plain, says, spans
from anabranch.project.dotted import enclosing
from anabranch.reading.values import Model

_IDENTIFIER = re.compile(r"[A-Za-z_][\w-]*")


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
        return Thing(names, longer_names(names, source), name, pattern, arrives=decoupling.to)
    names = frozenset(map(plain, _names_of_key(decoupling, model, source)))
    return Thing(names, longer_names(names, source))


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
        or bool(went_whole and any(spans(path.rpartition("/")[2].partition(".")[0], thing.names)))
    )


def _names(thing: Thing, text: str) -> bool:
    if thing.pattern and re.search(thing.pattern, text, re.IGNORECASE):
        return True
    words = set(_IDENTIFIER.findall(text))
    return not words.isdisjoint(thing.words) or any(
        says(word, thing.names, thing.longer, class_name=thing.class_name) for word in words
    )


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
    """What the folder imports from the package, by the last part of its name, where no module elsewhere is called so:
    `models` and `api` are written for other apps too.
    """
    found: set[str] = set()
    for path, module in source.modules.items():
        facts = source.python.get(path) if path.startswith(f"{decoupling.owner}/") else None
        if facts is not None:
            imported = imported_names(facts, module, is_package=path.endswith("/__init__.py"))
            found |= {name.rpartition(".")[2] for name in imported if enclosing(name, {decoupling.name})}
    elsewhere = (module for module in source.modules.values() if not enclosing(module, {decoupling.name}))
    return frozenset(found.difference(module.rpartition(".")[2] for module in elsewhere))
