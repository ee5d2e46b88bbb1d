"""The files that a decoupling changes, foretold from the source before it.

What a change takes with it is told by names: what names a model that moves, or a class that exists for it, and what
writes the name of a key close to its model. `--backtest` holds these rules against a repository's own past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from anabranch.plan.companions import find_companions
from anabranch.plan.key_names import declaring_file, longer_names, name_a_unit, names_of_key, others_having, owners_of
from anabranch.plan.project_source import ProjectSource
from anabranch.plan.spelling import plain, says
from anabranch.plan.written import identifiers, is_near, names_on, writes
from anabranch.project.dotted import enclosing
from anabranch.reading.values import Model, Reference, Relation

_NAMING = frozenset({
    "relation", "extend", "generic-relation", "import", "import-local", "import-type", "inherit", "use", "get-model",
    "model-meta", "signal", "path", "patch",
})  # fmt: skip
"""Kinds that write the name of what they refer to: they change when it moves. Lookups and accessors do not."""

_FOLLOWING = frozenset({"lookup", "relation-access", "reverse-access", "template-access"})
"""Kinds that reach what they refer to by a relation, whose own name they write."""


def foretell_move(source: ProjectSource, model: Model, folder: str, to: str) -> set[str]:
    """Files that change when a model goes from the folder of one app to that of another, named by their last part:
    those that define or name it or a class that exists for it, that name its URLs, that the app has named after it, and
    where the other app keeps the same.
    """
    companions = find_companions(source, model)
    names = {model.symbol, *(one.symbol for one in companions)}
    paths = {name: path for path, name in source.modules.items()}
    found = {model.file, *(one.file for one in companions), *_labelling(source, model)}
    for one in source.references:
        if one.kind in _NAMING and one.certainty != "likely" and enclosing(one.imported.symbol, names):
            found |= {one.file, paths.get(one.imported.via, one.file)}
        elif one.kind == "url" and _is_named_after(one.note.rpartition(":")[2], model):
            found |= {one.file, paths.get(one.imported.module, one.file)}
    longer = longer_names({plain(model.name)}, source)
    found |= {path for path in (*source.templates, *source.modules) if _lies_beside(path, folder, model, longer)}
    return found | set(_mirrored(found, folder, to, paths, source))


def foretell_key(source: ProjectSource, model: Model, relation: Relation) -> set[str]:
    """Files that change when a relation goes: the one that declares it, those that follow it, that write its name on
    its model or in a definition that refers to no other model with that name, and, where no other model has the name,
    in the project or in the model's app, all there that write it.
    """
    owners = owners_of(source, model, relation)
    names = names_of_key(model, relation)
    own = {relation.inherited_from or model.symbol, *(one.symbol for one in owners)}
    others = others_having(source, names, own)
    companions = {one.symbol: one.file for owner in owners for one in find_companions(source, owner)}
    through = _find(source, relation.through)
    return {
        declaring_file(source, model, relation),
        *(path for owner in owners for path in _following(source, owner, relation)),
        *_writing_beside(source, own, names, companions, others),
        *_writing_back(source, relation, own),
        *(_using(source.references, through) if through is not None else ()),
        *_writing(source, names, owners, others),
    }


def foretell_cut(source: ProjectSource, folder: str, package: str) -> set[str]:
    """Files of a folder that change when it gives up a package: those that name something of it, or what others made
    for a model of it and named after it. Who only follows relations to it writes none of its names.
    """
    made_for = {one.name for one in source.models if _is_telling(one, source) and enclosing(one.module, {package})}
    return {one.file for one in _referring_to(source.references, folder, package) if one.kind not in _FOLLOWING} | {
        path
        for path in source.modules
        if path.startswith(f"{folder}/")
        and path in source.python
        and any(_named_after(text, made_for) for text in identifiers(source.python[path]))
    }


def _named_after(text: str, names: Set[str]) -> bool:
    """Whether a class, by its name, is made for one of the others: `OrderLineForm` for `OrderLine`."""
    return any(text.startswith(name) and not text[len(name) :][:1].islower() and text.isidentifier() for name in names)


def _is_telling(model: Model, source: ProjectSource) -> bool:
    """Whether the name of a model has several words and is no other's."""
    return len(re.findall("[A-Z]", model.name)) > 1 and sum(one.name == model.name for one in source.models) == 1


def refers_to(references: Iterable[Reference], folder: str, package: str) -> bool:
    """Whether a folder refers to a package in any way."""
    return any(True for _ in _referring_to(references, folder, package))


def _referring_to(references: Iterable[Reference], folder: str, package: str) -> Iterator[Reference]:
    return (
        one
        for one in references
        if one.file.startswith(f"{folder}/")
        and enclosing(one.imported.module, {package})
        and one.tie_class != "history"
    )


def _labelling(source: ProjectSource, model: Model) -> Iterator[str]:
    """Files that write a model as a string: its label, a permission, or the name of its class where that tells."""
    app, _, name = model.label.lower().partition(".")
    labels = {f"{app}.{name}", *(f"{app}.{verb}_{name}" for verb in ("add", "change", "delete", "view"))}
    telling = {model.name} if _is_telling(model, source) else set()
    for path in source.modules:
        facts = source.python.get(path)
        if facts is not None and any(text in telling or text.lower() in labels for text in facts.texts):
            yield path


def _is_named_after(name: str, model: Model) -> bool:
    return re.match(rf"{re.escape(model.name.lower())}(?![a-z0-9])", name.lower()) is not None


def _lies_beside(path: str, folder: str, model: Model, longer: Set[str]) -> bool:
    """Whether a file within an app, or a folder of the app around it, is named after a model and no longer one."""
    _, here, inside = f"/{path}".rpartition(f"/{folder}/")
    names = {plain(model.name)}
    return bool(here) and any(says(part, names, longer) for part in (*inside.split("/")[:-1], _stem(path)))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _mirrored(
    paths: Iterable[str], folder: str, to: str, by_name: Mapping[str, str], source: ProjectSource
) -> Iterator[str]:
    """The same modules of the other app, a package where it has one."""
    for path in paths:
        before, inside, after = f".{source.modules.get(path, '')}.".rpartition(f".{folder}.")
        mirrored = by_name.get(f"{before}.{to}.{after}".strip(".")) if inside else None
        if mirrored is not None:
            yield mirrored


def _following(source: ProjectSource, model: Model, relation: Relation) -> Iterator[str]:
    """Files that follow a relation: by its path in a lookup, by the attribute, or back by its accessor."""
    paths = {f"{model.label}.{relation.field}", f"{relation.target}.{relation.accessor}"}
    target = relation.target.rpartition(".")[2]
    names, back = names_of_key(model, relation), {relation.accessor or ""}
    for one in source.references:
        follows = one.kind == "relation-access" and one.note == f"from {model.label}"
        is_back = one.kind == "reverse-access" and one.note == f"from {relation.target}"
        if (
            one.note in paths
            or (follows and one.imported.symbol.rpartition(".")[2] == target and _writes_there(source, one, names))
            or (is_back and one.imported.symbol == model.symbol and _writes_there(source, one, back))
        ):
            yield one.file


def _writes_there(source: ProjectSource, one: Reference, names: Set[str]) -> bool:
    """Whether the definition that refers writes a name: between two models there can be several relations."""
    if one.file not in source.python:
        return True
    definition = _within_module(one.importer.symbol, one.importer.module)
    return writes(source.names_in(one.file).get(definition, ()), names)


def _using(references: Iterable[Reference], through: Model) -> set[str]:
    """Files that use the model of a link table, by its name or back from what it links."""
    back = {f"{one.target}.{one.accessor}" for one in through.relations if one.accessor}
    names = {through.symbol}
    return {one.file for one in references if one.note in back or enclosing(one.imported.symbol, names)}


def _writing_beside(
    source: ProjectSource, symbols: Set[str], names: Set[str], companions: Mapping[str, str], others: Set[str]
) -> set[str]:
    """Files in which one of the companions writes a name, or a definition that refers to one of the symbols; where that
    refers to others that have the name too, only what it writes on the first counts.
    """
    known = {*symbols, *companions}
    of_companions = _by_file((path, _within_module(one, source.modules[path])) for one, path in companions.items())
    referring = _referring(source, known)
    mixed = _referring(source, others, or_within=True) if others else {}
    labels = {one.rpartition(".")[2] for one in known}
    return {path for path, definitions in of_companions.items() if _writes_in(source, path, definitions, names)} | {
        path
        for path, definitions in referring.items()
        if _writes_in(source, path, definitions - mixed.get(path, set()), names)
        or (path in mixed and _writes_on(source, path, definitions, names, labels))
    }


def _writing_back(source: ProjectSource, relation: Relation, own: Set[str]) -> set[str]:
    """Files that write the accessor of a relation beside the model that it leads to."""
    target = _find(source, relation.target)
    if target is None or not relation.accessor:
        return set()
    back, ends = {relation.accessor}, {target.symbol}
    return _writing_beside(source, ends, back, {}, others_having(source, back, own | ends))


def _referring(source: ProjectSource, symbols: Set[str], *, or_within: bool = False) -> dict[str, set[str]]:
    """The definitions that refer to a symbol, or also those within one, by file; a module refers to all it imports."""
    return _by_file(
        (one.file, _within_module(one.importer.symbol, one.importer.module))
        for one in source.references
        if one.file in source.python
        and one.importer.symbol != one.importer.module
        and (not or_within or one.certainty != "likely")
        and (enclosing(one.imported.symbol, symbols) or (or_within and enclosing(one.importer.symbol, symbols)))
    )


def _by_file(rows: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path, definition in rows:
        found.setdefault(path, set()).add(definition)
    return found


def _writes_in(source: ProjectSource, path: str, definitions: Set[str], names: Set[str]) -> bool:
    return any(
        writes(written, names) and any(is_near(name, other) for other in definitions)
        for name, written in source.names_in(path).items()
    )


def _writes_on(source: ProjectSource, path: str, definitions: Set[str], names: Set[str], owners: Set[str]) -> bool:
    written = names_on(source.python[path], owners)
    return any(name in definitions and writes(found, names) for name, found in written.items())


def _within_module(symbol: str, module: str) -> str:
    return symbol[len(module) + 1 :]


def _writing(source: ProjectSource, names: Set[str], owners: Sequence[Model], others: Set[str]) -> set[str]:
    """Files that write a name where it tells by itself: templates named after a model that has it, links to the pages
    of one, all files where no other model has the name, and those of the models' units where none there has it.
    """
    is_unit = name_a_unit(source, names)
    is_unique = not others and not is_unit
    homes = {source.units.get(one.module) for one in owners}
    rivals = {source.units.get(one.module) for one in source.models if one.symbol in others}
    is_unique_at_home = not is_unique and not is_unit and homes.isdisjoint(rivals)
    longer = longer_names({plain(name) for name in names}, source)
    return {
        path
        for path, written in source.templates.items()
        if (not names.isdisjoint(written.attributes) and (is_unique or _is_page_of(_stem(path), owners)))
        or any(parameter in names and _is_page_of(url, owners) for url, parameter in written.asked)
    } | {
        path
        for path, module in source.modules.items()
        if (is_unique and _writes(source, path, names))
        or (is_unique_at_home and source.units.get(module) in homes and _says(source, path, names, longer))
    }


def _writes(source: ProjectSource, path: str, names: Set[str]) -> bool:
    return path in source.python and writes(identifiers(source.python[path]), names)


def _says(source: ProjectSource, path: str, names: Set[str], longer: Set[str]) -> bool:
    """Whether a file writes one of the names, also within an identifier: `order` in `order_counter`; a model's
    own name is none.
    """
    models = {one.name for one in source.models}
    plains = {plain(name) for name in names if not name.endswith("_id")}
    return _writes(source, path, names) or (
        path in source.python
        and any(
            says(text, plains, longer)
            for text in identifiers(source.python[path])
            if len(text) <= _LONGEST and text not in models
        )
    )


_LONGEST = 60
"""Characters of an identifier: longer texts are prose."""


def _is_page_of(name: str, owners: Iterable[Model]) -> bool:
    """Whether a template or a URL is named after one of the models."""
    return any(_begins_with(name, one) for one in owners)


def _begins_with(stem: str, model: Model) -> bool:
    return stem.lower().replace("_", "").startswith(model.name.lower())


def _find(source: ProjectSource, label: str | None) -> Model | None:
    return next((one for one in source.models if one.label == label), None)
