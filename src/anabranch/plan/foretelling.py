"""The files that a decoupling changes, foretold from the source before it.

What a change takes with it is told by names: what names a model that moves, or a class that exists for it, and what
writes the name of a key close to its model. `--backtest` holds these rules against a repository's own past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from anabranch.plan.companions import find_companions
from anabranch.plan.project_source import ProjectSource
from anabranch.plan.scope import enclosing
from anabranch.plan.written import is_near, writes
from anabranch.reading.values import Model, Reference, Relation

_NAMING = frozenset({
    "relation", "extend", "generic-relation", "import", "import-local", "import-type", "inherit", "use", "get-model",
    "model-meta", "signal", "path", "patch",
})  # fmt: skip
"""Kinds that write the name of what they refer to: they change when it moves. Lookups and accessors do not."""

_CONTENT_TYPE = "contenttypes.ContentType"


def foretell_move(source: ProjectSource, model: Model, folder: str, to: str) -> set[str]:
    """Files that change when a model goes from the folder of one app to that of another, named by their last part:
    those that define or name it or a class that exists for it, that name its URLs, its templates, and where the other
    app keeps the same.
    """
    companions = find_companions(source, model)
    names = {model.symbol, *(one.symbol for one in companions)}
    paths = {name: path for path, name in source.modules.items()}
    found = {model.file, *(one.file for one in companions)}
    for one in source.references:
        if one.kind in _NAMING and one.certainty != "likely" and enclosing(one.imported.symbol, names):
            found |= {one.file, paths.get(one.imported.via, one.file)}
        elif one.kind == "url" and _is_named_after(one.note.rpartition(":")[2], model):
            found |= {one.file, paths.get(one.imported.module, one.file)}
    found |= {path for path in source.templates if folder in path.split("/") and _is_named_after(_stem(path), model)}
    return found | {path for path in _mirrored(found, folder, to) if path in source.modules}


def foretell_key(source: ProjectSource, model: Model, relation: Relation) -> set[str]:
    """Files that change when a relation goes: those that follow it, that write its name in a definition which refers to
    its model or to a class that exists for it, and, where no other model has the name, all that write it.
    """
    names = _names_of_key(model, relation)
    companions = {one.symbol: one.file for one in find_companions(source, model)}
    found = {model.file, *_following(source.references, model, relation)}
    found |= _writing_beside(source, {model.symbol}, names, companions)
    target = _find(source, relation.target)
    if target is not None and relation.accessor:
        found |= _writing_beside(source, {target.symbol}, {relation.accessor}, {})
    through = _find(source, relation.through)
    if through is not None:
        found |= _using(source.references, through)
    return found | _writing(source, names, model, is_unique=not _others_write(source, names, model))


def files_using(references: Iterable[Reference], folder: str, package: str) -> set[str]:
    """Files of a folder that refer to a package, which change when the folder gives it up."""
    return {
        one.file
        for one in references
        if one.file.startswith(f"{folder}/")
        and enclosing(one.imported.module, {package})
        and one.tie_class != "history"
    }


def _is_named_after(name: str, model: Model) -> bool:
    return re.match(rf"{re.escape(model.name.lower())}(?![a-z0-9])", name.lower()) is not None


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _mirrored(paths: Iterable[str], folder: str, to: str) -> Iterator[str]:
    """The same places in the other app."""
    for path in paths:
        before, inside, after = path.rpartition(f"/{folder}/")
        if inside:
            yield f"{before}/{to}/{after}"
        elif path.startswith(f"{folder}/"):
            yield f"{to}/{path.removeprefix(f'{folder}/')}"


def _names_of_key(model: Model, relation: Relation) -> set[str]:
    """How a key is written: its name and column, and for a content type the generic key over it."""
    names = {relation.field, f"{relation.field}_id"}
    if relation.target == _CONTENT_TYPE:
        generic = [one.field for one in model.relations if one.kind == "generic" and not one.target]
        over = generic if len(generic) == 1 else [name for name in generic if relation.field.startswith(f"{name}_")]
        names |= {written for name in over for written in (name, f"{name}_id")}
    return names


def _following(references: Iterable[Reference], model: Model, relation: Relation) -> Iterator[str]:
    """Files that follow a relation: by its path in a lookup, by the attribute, or back by its accessor."""
    forward, back = f"{model.label}.{relation.field}", f"{relation.target}.{relation.accessor}"
    target = relation.target.rpartition(".")[2]
    for one in references:
        lands_on_target = one.imported.symbol.rpartition(".")[2] == target
        follows = one.kind == "relation-access" and one.note == f"from {model.label}" and lands_on_target
        is_back = one.kind == "reverse-access" and one.note == f"from {relation.target}"
        if one.note in (forward, back) or follows or (is_back and one.imported.symbol == model.symbol):
            yield one.file


def _using(references: Iterable[Reference], through: Model) -> set[str]:
    """Files that use the model of a link table, by its name or back from what it links."""
    back = {f"{one.target}.{one.accessor}" for one in through.relations if one.accessor}
    names = {through.symbol}
    return {one.file for one in references if one.note in back or enclosing(one.imported.symbol, names)}


def _writing_beside(source: ProjectSource, symbols: Set[str], names: Set[str], companions: dict[str, str]) -> set[str]:
    """Files in which a definition that refers to one of the symbols, or is one of the companions, writes a name."""
    close: dict[str, set[str]] = {}
    for symbol, path in companions.items():
        close.setdefault(path, set()).add(_within_module(symbol, source.modules[path]))
    known = {*symbols, *companions}
    for one in source.references:
        if one.file in source.python and enclosing(one.imported.symbol, known):
            close.setdefault(one.file, set()).add(_within_module(one.importer.symbol, one.importer.module))
    return {path for path, definitions in close.items() if _writes_in(source, path, definitions, names)}


def _writes_in(source: ProjectSource, path: str, definitions: Set[str], names: Set[str]) -> bool:
    return any(
        writes(written, names) and any(is_near(name, other) for other in definitions)
        for name, written in source.names_in(path).items()
    )


def _within_module(symbol: str, module: str) -> str:
    return symbol[len(module) + 1 :]


def _writing(source: ProjectSource, names: Set[str], model: Model, *, is_unique: bool) -> set[str]:
    """Templates that read the name and are named after the model; where it is unique, all files that write it."""
    found = {
        path
        for path, attributes in source.templates.items()
        if not names.isdisjoint(attributes) and (is_unique or _begins_with(_stem(path), model))
    }
    if is_unique:
        found |= {path for path in source.modules if path in source.python and writes(source.python[path].texts, names)}
    return found


def _begins_with(stem: str, model: Model) -> bool:
    return stem.lower().replace("_", "").startswith(model.name.lower())


def _others_write(source: ProjectSource, names: Set[str], model: Model) -> bool:
    """Whether an app, the accessor of another relation or a field of another model has one of these names."""
    own = model.symbol
    accessors = {
        one.accessor for each in source.models for one in each.relations if each.symbol != own or one.field not in names
    }
    if names & (accessors | {unit.rpartition(".")[2] for unit in source.units.values()}):
        return True
    others = {one.symbol for one in source.models} - {own}
    return any(
        f"{module}.{definition.qualname}" in others and not names.isdisjoint(definition.names)
        for path, module in source.modules.items()
        if path in source.python
        for definition in source.python[path].definitions
        if definition.kind == "class"
    )


def _find(source: ProjectSource, label: str | None) -> Model | None:
    return next((one for one in source.models if one.label == label), None)
