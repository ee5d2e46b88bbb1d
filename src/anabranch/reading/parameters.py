"""What parameters denote: by annotation, by position, and by the conventions of Django and its ecosystem."""

from __future__ import annotations

from anabranch.facts.values import Op, ParameterKind
from anabranch.reading.annotations import annotated
from anabranch.reading.attributes import decorator_names
from anabranch.reading.denotations import (
    ClassValue,
    Cleaned,
    Denotation,
    ExternalInstance,
    Instance,
    QuerySet,
    Request,
    Text,
    members_of,
    one_of,
)
from anabranch.reading.form_values import GIVEN_CLEANED, is_form
from anabranch.reading.managers import is_manager_class
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import served_model
from anabranch.reading.world import ClassInfo, FunctionInfo

_MODEL_PARAMETERS = {"obj", "instance", "object"}
_HELPERS = {"serializer": "serializer_class", "form": "form_class"}
"""Parameters of generic views' methods, with the class attribute that tells their class."""
_RESOLVING = ("resolve_", "mutate", "perform_mutation", "get_queryset", "get_node", "clean_")
"""Functions of GraphQL types, whose `info` has the request as its context."""
_GRAPHQL = ("graphene", "graphql", "strawberry", "ariadne")
_COMPARING = frozenset(f"__{each}__" for each in ("eq", "ne", "lt", "le", "gt", "ge"))
_CLASS_METHODS = {"__new__", "__init_subclass__", "__class_getitem__"}


def parameter(resolver: Resolver, function: FunctionInfo, position: int) -> Denotation:
    """What a parameter denotes."""
    declared = function.definition.parameters[position]
    owner = function.owner
    if owner is not None and position == 0 and declared.kind == ParameterKind.POSITIONAL:
        names = decorator_names(resolver, function)
        if "post_generation" in names:  # as factory_boy calls it: with what the factory made
            model = served_model(resolver, owner)
            return Instance(model) if model is not None else None
        if "staticmethod" not in names:
            is_class = "classmethod" in names or function.definition.name in _CLASS_METHODS
            return _receiver_of_call(resolver, owner, is_class=is_class)
    if declared.annotation:
        value = annotated(resolver, function.module, declared.annotation)
        return value if declared.kind in (ParameterKind.POSITIONAL, ParameterKind.KEYWORD) else None
    return _by_convention(resolver, function, owner, declared.name)


def _receiver_of_call(resolver: Resolver, owner: ClassInfo, *, is_class: bool) -> Denotation:
    if is_class:
        return ClassValue(owner)
    if is_manager_class(resolver, owner):
        model = resolver.models.served_by(owner)
        return QuerySet(model, owner)
    return Instance(owner)


def _by_convention(resolver: Resolver, function: FunctionInfo, owner: ClassInfo | None, name: str) -> Denotation:
    if name == "request":
        return Request()
    if name == "info" and function.definition.name.startswith(_RESOLVING) and _answers_graphql(resolver, function):
        return ExternalInstance("graphql.GraphQLResolveInfo")
    if owner is not None and function.definition.name in _COMPARING:
        return Instance(owner)
    if owner is not None:
        return _given_to_method(resolver, owner, name, function.definition.name)
    senders = senders_of(resolver, function) if name in ("instance", "sender") else []
    return one_of([Instance(each) if name == "instance" else ClassValue(each) for each in senders])


def _answers_graphql(resolver: Resolver, function: FunctionInfo) -> bool:
    above = resolver.hierarchy.externals(function.owner) if function.owner is not None else ()
    return any(each.module.startswith(_GRAPHQL) for each in function.module.imports) or any(
        path.startswith(_GRAPHQL) for path in above
    )


def _given_to_method(resolver: Resolver, owner: ClassInfo, name: str, method: str) -> Denotation:
    if name in _HELPERS:
        found = resolver.hierarchy.attribute(owner, _HELPERS[name])
        value = resolver.value(found[0].module, found[1]) if found is not None else None
        return Instance(value.info) if isinstance(value, ClassValue) else None
    if name in GIVEN_CLEANED or (name == "data" and method == "validate"):
        return Cleaned(owner) if is_form(resolver, owner) else None
    if name not in _MODEL_PARAMETERS and name != "queryset":
        return None
    model = served_model(resolver, owner)
    if model is None:
        return None
    return QuerySet(model) if name == "queryset" else Instance(model)


def senders_of(resolver: Resolver, function: FunctionInfo) -> list[ClassInfo]:
    """The models whose signals a receiver takes, from each `@receiver(…, sender=Model)`, else where it is connected."""
    module = function.module
    found: list[ClassInfo] = []
    for decorator in function.definition.decorators:
        for argument in module.arguments(decorator) if module.op[decorator] == Op.CALL else ():
            if argument.keyword == "sender":
                found += models_named(resolver, resolver.value(module, argument.value))
    connected = resolver.models.sender_connected(function) if not found else None
    return found or ([connected] if connected is not None else [])


def models_named(resolver: Resolver, value: Denotation) -> list[ClassInfo]:
    """The models that classes or `app.Model` strings name, as many as a value can be."""
    found: dict[ClassInfo, None] = {}
    for member in members_of(value):
        if isinstance(member, ClassValue) and resolver.hierarchy.is_model(member.info):
            found[member.info] = None
        model = resolver.models.by_label(member.text) if isinstance(member, Text) else None
        if model is not None:
            found[model] = None
    return list(found)
