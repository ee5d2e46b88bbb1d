"""Relation fields in the bodies of models."""

from __future__ import annotations

from dataclasses import dataclass

from anabranch.facts.values import Op
from anabranch.reading.denotations import (
    Denotation,
    External,
    ExternalCall,
    Instance,
    Text,
    members_of,
)
from anabranch.reading.field_arguments import Given, field_arguments
from anabranch.reading.hierarchy import own_meta
from anabranch.reading.knowledge import ABSTRACT_RELATIONS, GIVEN_TARGETS, MODEL_PACKAGES, RELATION_FIELDS
from anabranch.reading.known_models import BROUGHT_RELATIONS, Brought, known_as
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_number


@dataclass(frozen=True, slots=True)
class RelationField:
    """A relation as a field declares it, before it is known which concrete model holds it."""

    name: str
    kind: str
    target: Denotation
    related_name: str | None
    related_query_name: str | None
    through: Denotation
    parent_link: bool
    symmetrical: bool
    holder: ClassInfo
    module: ModuleInfo | None = None
    call: int = 0
    target_at: int = 0
    """The expression of the target, in `module`."""
    through_at: int = 0
    limited_by: int = 0
    """The expression of `limit_choices_to`."""
    cascades: bool = False
    """Whether `on_delete` is `CASCADE`."""


def own_relations(resolver: Resolver, info: ClassInfo) -> list[RelationField]:
    """Relations in a class's own body, and those that its abstract bases outside bring."""
    found = []
    for name, expression in info.definition.names.items():
        if name in info.definition.alternatives:
            continue
        for module, call, path in field_calls(resolver, info.module, expression):
            relation = _read_field(resolver, info, name, module, call, path)
            if relation is not None:
                found.append(relation)
                break
    return _given_by_externals(resolver, info) + found


def field_calls(resolver: Resolver, module: ModuleInfo, expression: int) -> list[tuple[ModuleInfo, int, str]]:
    """Calls behind a class attribute, with the dotted name of what is called."""
    if not expression or module.op[expression] not in (Op.CALL, Op.UNION, Op.LOAD):
        return []
    found = []
    for member in members_of(resolver.value(module, expression)):
        if isinstance(member, ExternalCall):
            found.append((member.module, member.call, member.path))
        elif isinstance(member, Instance) and module.op[expression] == Op.CALL:
            path = _field_path(resolver, member.info)
            if path is not None:
                found.append((module, expression, path))
    return found


def _field_path(resolver: Resolver, info: ClassInfo) -> str | None:
    names = (path for path in sorted(resolver.hierarchy.externals(info)) if relation_kind(path) is not None)
    return next(names, None)


def relation_kind(path: str) -> str | None:
    """The kind of relation that a field class makes, None where it is no relation."""
    name = path.rpartition(".")[2]
    if name in RELATION_FIELDS:
        return RELATION_FIELDS[name]
    if name == "GenericForeignKey":
        return "generic"
    endings = {"ForeignKey": "fk", "OneToOneField": "o2o", "ManyToManyField": "m2m"}
    return next((kind for ending, kind in endings.items() if name.endswith(ending)), None)


def _read_field(
    resolver: Resolver, holder: ClassInfo, name: str, module: ModuleInfo, call: int, path: str
) -> RelationField | None:
    kind = relation_kind(path)
    if kind is None or path.startswith(("rest_framework", "django.forms", "django_filters", "graphene", "factory")):
        return None
    given = field_arguments(resolver, module, call, path)
    target = _target(resolver, path, given.get("to"))
    if path.endswith("TaggableManager"):
        target = Text(GIVEN_TARGETS["TaggableManager"])
    return RelationField(
        name=name,
        kind=kind,
        target=target if path.rpartition(".")[2] != "GenericForeignKey" else None,
        related_name=_text(resolver, given.get("related_name")),
        related_query_name=_text(resolver, given.get("related_query_name")),
        through=_value(resolver, given.get("through")),
        parent_link=_is(given.get("parent_link"), 1),
        symmetrical=target == Text("self") and not _is(given.get("symmetrical"), 0),
        holder=holder,
        module=module,
        call=call,
        target_at=_written(module, given.get("to")),
        through_at=_written(module, given.get("through")),
        limited_by=_written(module, given.get("limit_choices_to")),
        cascades=_cascades(resolver, given.get("on_delete")),
    )


def _written(module: ModuleInfo, given: Given | None) -> int:
    """Where an argument is written in the module of the field; 0 where its class gives it elsewhere, or nobody."""
    return given.expression if given is not None and given.module is module else 0


def _target(resolver: Resolver, path: str, argument: Given | None) -> Denotation:
    value = _value(resolver, argument)
    if value is not None and not (isinstance(value, External) and "." not in value.path):
        return value
    given = GIVEN_TARGETS.get(path.rpartition(".")[2])
    return Text(given) if given is not None else None


def _value(resolver: Resolver, argument: Given | None) -> Denotation:
    return resolver.value(*argument) if argument is not None else None


def _text(resolver: Resolver, argument: Given | None) -> str | None:
    value = _value(resolver, argument)
    return value.text if isinstance(value, Text) else None


def _cascades(resolver: Resolver, argument: Given | None) -> bool:
    value = _value(resolver, argument)
    return isinstance(value, External) and value.path.endswith(".CASCADE")


def _is(argument: Given | None, number: int) -> bool:
    return argument is not None and is_number(*argument, number)


def _given_by_externals(resolver: Resolver, info: ClassInfo) -> list[RelationField]:
    found: dict[str, RelationField] = {}
    for base in resolver.hierarchy.bases(info):
        path = base.path if isinstance(base, External | ExternalCall) else ""
        for name, kind, target, related_name in _brought(path):
            is_link = name.endswith("_ptr")
            found[name] = RelationField(name, kind, Text(target), related_name, None, None, is_link, True, info)
    return list(found.values())


def _brought(path: str) -> tuple[Brought, ...]:
    return BROUGHT_RELATIONS.get(known_as(path)) or ABSTRACT_RELATIONS.get(path.rpartition(".")[2], ())


def target_label(value: Denotation) -> str | None:
    """The label of a model outside, from the dotted name of its class."""
    if not isinstance(value, External):
        return None
    package, _, name = value.path.rpartition(".")
    if package in MODEL_PACKAGES:
        return f"{MODEL_PACKAGES[package]}.{name}"
    before = package.partition(".models")[0]
    return f"{before.rpartition('.')[2]}.{name}" if ".models" in package else None


def meta_text(resolver: Resolver, info: ClassInfo, name: str) -> str | None:
    """A string option of a class's own or inherited Meta."""
    option = resolver.hierarchy.option(info, name)
    value = resolver.value(*option) if option is not None else None
    return value.text if isinstance(value, Text) else None


def own_meta_text(resolver: Resolver, info: ClassInfo, name: str) -> str | None:
    """A string option of a class's own Meta."""
    meta = own_meta(info)
    if meta is None or name not in meta.definition.names:
        return None
    value = resolver.value(meta.module, meta.definition.names[name])
    return value.text if isinstance(value, Text) else None
