"""Whose a relation is and how it is written: its names, the models that have it, and who else has one of the names."""

from __future__ import annotations

from collections.abc import Iterator, Set

from anabranch.plan.project_source import ProjectSource
from anabranch.project.dotted import enclosing
from anabranch.reading.values import Model, Relation

_CONTENT_TYPE = "contenttypes.ContentType"


def names_of_key(model: Model, relation: Relation) -> set[str]:
    """How a key is written: its name and column, and for a content type the generic key over it."""
    names = {relation.field, f"{relation.field}_id"}
    if relation.target == _CONTENT_TYPE:
        generic = [one.field for one in model.relations if one.kind == "generic" and not one.target]
        over = generic if len(generic) == 1 else [name for name in generic if relation.field.startswith(f"{name}_")]
        names |= {written for name in over for written in (name, f"{name}_id")}
    return names


def owners_of(source: ProjectSource, model: Model, relation: Relation) -> tuple[Model, ...]:
    """The models that have a relation: all heirs of the abstract class that declares it, else the model."""
    if not relation.inherited_from:
        return (model,)
    same = relation.field, relation.inherited_from
    return tuple(
        one for one in source.models if any((each.field, each.inherited_from) == same for each in one.relations)
    )


def declaring_file(source: ProjectSource, model: Model, relation: Relation) -> str:
    """The file whose line makes a relation."""
    module = enclosing(relation.inherited_from or "", frozenset(source.modules.values()))
    return next((path for path, name in source.modules.items() if module and name == module), model.file)


def others_having(source: ProjectSource, names: Set[str], own: Set[str]) -> set[str]:
    """Symbols of the models with a member, a relation or an accessor of one of the names, those of `own` aside."""
    symbols = {one.label: one.symbol for one in source.models}
    found = {one.symbol for one in source.models if not names.isdisjoint(_members(one))} - own
    for model in source.models:
        for one in model.relations:
            if one.accessor in names and (model.symbol not in own or one.field not in names):
                found.add(symbols.get(one.target, one.target))
    return found


def longer_names(names: Set[str], source: ProjectSource) -> Set[str]:
    """Plain names of models that hold one of the plain names and are none of them."""
    others = {one.name.lower() for one in source.models} - names
    return frozenset(other for other in others if any(name in other for name in names))


def name_a_unit(source: ProjectSource, names: Set[str]) -> bool:
    """Whether one of the names is that of an app: it stands in paths and imports too."""
    return not names.isdisjoint({unit.rpartition(".")[2] for unit in source.units.values()})


def _members(model: Model) -> Iterator[str]:
    yield from (*model.fields, *model.methods, *model.properties)
    yield from (one.field for one in model.relations)
