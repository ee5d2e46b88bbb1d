"""What an attribute of a value denotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from anabranch.facts.values import Op
from anabranch.reading.annotations import annotated, is_request
from anabranch.reading.delegates import handed_on
from anabranch.reading.denotations import (
    AppRegistered,
    BuiltinMethod,
    ClassValue,
    Cleaned,
    Denotation,
    External,
    ExternalCall,
    ExternalInstance,
    FunctionValue,
    Instance,
    Keyed,
    OneOf,
    OutsideRows,
    QuerySet,
    QuerySetMethod,
    Record,
    Request,
    Super,
    Text,
    ViewMethod,
    one_of,
)
from anabranch.reading.factories import FACTORY_METHODS, is_factory
from anabranch.reading.form_values import CLEANED, is_form
from anabranch.reading.knowledge import PROPERTY_DECORATORS, QUERYSET_CHAIN, QUERYSET_ITEM
from anabranch.reading.managers import is_manager_class, manager_of, queryset_kind
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import SERVED_METHODS, parent_model, served_model
from anabranch.reading.trees import tree_method
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo


def attribute_of(resolver: Resolver, base: Denotation, name: str) -> Denotation:
    """What an attribute denotes; None where that is not known."""
    reader = _READERS.get(type(base))
    return reader(resolver, base, name) if reader is not None else None


def _of_external(resolver: Resolver, base: External, name: str) -> Denotation:
    if base.path == "django.conf.settings":
        text = resolver.setting(name)
        if text is not None:
            return Text(text)
    return External(f"{base.path}.{name}")


def _of_class(resolver: Resolver, base: ClassValue, name: str) -> Denotation:
    info = base.info
    if resolver.hierarchy.is_model(info):
        manager = manager_of(resolver, info, name)
        if manager is not None:
            return manager
    found = resolver.hierarchy.attribute(info, name)
    if found is None:
        if name == "from_queryset":
            return External(f"{info.symbol}.from_queryset")
        node = tree_method(resolver, info, name)
        if node is not None:
            return node
        is_making = name in FACTORY_METHODS and is_factory(resolver, info)
        return ViewMethod(info, name) if is_making or name in SERVED_METHODS or name == "as_manager" else None
    value = resolver.value(found[0].module, found[1])
    return FunctionValue(value.info, base) if isinstance(value, FunctionValue) else value


def _of_instance(resolver: Resolver, base: Instance, name: str) -> Denotation:
    value = _own_attribute(resolver, base, name)
    is_bound = value is not None or resolver.hierarchy.attribute(base.info, name) is not None
    if is_bound:
        return value
    if is_manager_class(resolver, base.info):  # the rows of a model that whoever asked for them knows
        return QuerySetMethod(QuerySet(None, base.info), name)
    return handed_on(resolver, base.info, name, _own_attribute)


def _own_attribute(resolver: Resolver, base: Instance, name: str) -> Denotation:
    info = base.info
    if name == "__class__":
        return ClassValue(info)
    if resolver.hierarchy.is_model(info):
        hop = resolver.models.hop(info, name)
        if hop is not None:
            return _landed(hop.number, hop.model)
        manager = manager_of(resolver, info, name)
        if manager is not None:
            return manager
    return member_of(resolver, info, name, base, resolver.hierarchy.ancestors(info))


def _landed(number: str, model: ClassInfo | External | None) -> Denotation:
    if model is None:
        return None
    if isinstance(model, External):
        return ExternalInstance(model.path) if number == "one" else OutsideRows(model.path)
    return Instance(model) if number == "one" else QuerySet(model)


def member_of(
    resolver: Resolver, info: ClassInfo, name: str, owner: Denotation, ancestors: tuple[ClassInfo, ...]
) -> Denotation:
    """An attribute of an object: bound in a class body, annotated, assigned by a method, or given by the framework."""
    for each in ancestors:
        expression = each.definition.names.get(name)
        if expression is not None:
            value = resolver.value(each.module, expression)
            if isinstance(value, FunctionValue):
                return _method(resolver, value.info, owner)
            if isinstance(value, ExternalCall):
                value = _made_property(resolver, value, each, name, owner)
            if value is not None:
                return value
            break
    for each in ancestors:
        if name in each.definition.annotated:
            return annotated(resolver, each.module, each.definition.annotated[name])
    for each in ancestors:
        expression = each.definition.attributes.get(name)
        if expression:
            value = resolver.value(each.module, expression)
            given = _given(resolver, info, name) if _is_unknown(value) else None
            return value if given is None else given
    return _given(resolver, info, name)


def _is_unknown(value: Denotation) -> bool:
    """Whether a value says nothing: also `get_object_or_404(self.model)` where only heirs say which model."""
    return value is None or (isinstance(value, ExternalCall) and value.path.endswith("get_object_or_404"))


def _method(resolver: Resolver, function: FunctionInfo, owner: Denotation) -> Denotation:
    decorators = decorator_names(resolver, function)
    if decorators & _REBINDING:
        return _settable(resolver, function, owner)
    return resolver.result(function, owner) if decorators & PROPERTY_DECORATORS else FunctionValue(function, owner)


_REBINDING = frozenset({"setter", "deleter", "getter"})


def _settable(resolver: Resolver, function: FunctionInfo, owner: Denotation) -> Denotation:
    """What the first method of a name gives, which `@name.setter` binds anew; else what others set."""
    module, name, parent = function.module, function.definition.name, function.definition.parent
    inside = ((number, module.definitions[number]) for number in range(parent + 1, function.number + 1))
    first = next(number for number, each in inside if each.name == name and each.parent == parent)
    value = resolver.result(module.function_info(first), owner)
    holder = function.owner
    return value if value is not None or holder is None else resolver.models.given(holder, name)


def _made_property(
    resolver: Resolver, made: ExternalCall, holder: ClassInfo, name: str, owner: Denotation
) -> Denotation:
    """What a getter gives in `strategy = property(_get_strategy, _set_strategy)`, else what others set."""
    if made.path not in _MAKING_PROPERTIES:
        return None
    arguments = made.module.arguments(made.call)
    getter = resolver.value(made.module, arguments[0].value) if arguments else None
    value = resolver.result(getter.info, owner) if isinstance(getter, FunctionValue) else None
    return value if value is not None else resolver.models.given(holder, name)


_MAKING_PROPERTIES = frozenset(
    {"builtins.property", "functools.cached_property", "django.utils.functional.cached_property"}
)


def is_property(resolver: Resolver, function: FunctionInfo) -> bool:
    """Whether a method is read like a field."""
    return bool(decorator_names(resolver, function) & PROPERTY_DECORATORS)


def decorator_names(resolver: Resolver, function: FunctionInfo) -> frozenset[str]:
    """Last parts of the names of a function's decorators, called or not."""
    module = function.module
    called = (module.x[each] if module.op[each] == Op.CALL else each for each in function.definition.decorators)
    return frozenset(_written_name(resolver, module, each) for each in called)


def _written_name(resolver: Resolver, module: ModuleInfo, expression: int) -> str:
    op = module.op[expression]
    if op == Op.NAME:
        return module.texts[module.x[expression]]
    if op == Op.ATTR:
        return module.texts[module.y[expression]]
    value = resolver.value(module, expression)
    return value.path.rpartition(".")[2] if isinstance(value, External) else ""


def _given(resolver: Resolver, info: ClassInfo, name: str) -> Denotation:
    """What generic views, forms, serializers and admins give to their subclasses."""
    node = tree_method(resolver, info, name)
    if node is not None:
        return node
    if name == "request" and not resolver.hierarchy.is_model(info):
        return Request()
    if name in SERVED_METHODS or (name == "clean" and is_form(resolver, info)):
        return ViewMethod(info, name)
    if name in CLEANED and is_form(resolver, info):
        return Cleaned(info)
    if name not in _SERVED_ATTRIBUTES:
        is_own_request = any(map(is_request, resolver.hierarchy.externals(info)))
        return _of_request(resolver, Request(), name) if is_own_request else None
    model = parent_model(resolver, info) if name == "instance" else None
    model = model if model is not None else served_model(resolver, info)
    if model is None:
        return None
    if name == "model":
        return ClassValue(model)
    return QuerySet(model) if name in ("object_list", "queryset") else Instance(model)


_SERVED_ATTRIBUTES = {"object", "instance", "object_list", "queryset", "model"}


def _of_super(resolver: Resolver, base: Super, name: str) -> Denotation:
    above = resolver.hierarchy.ancestors(base.info)[1:]
    if not base.is_class and is_manager_class(resolver, base.info):
        rows = QuerySet(resolver.models.served_by(base.info), base.info)
        is_own = any(name in each.definition.names for each in above)
        return member_of(resolver, base.info, name, rows, above) if is_own else QuerySetMethod(rows, name)
    owner = ClassValue(base.info) if base.is_class else Instance(base.info)
    return member_of(resolver, base.info, name, owner, above)


def _of_queryset(resolver: Resolver, base: QuerySet, name: str) -> Denotation:
    if name == "model":
        return ClassValue(base.model) if base.model is not None else None
    own = base.kind if base.kind is not None else _default_kind(resolver, base.model, name)
    for kind in (own, queryset_kind(resolver, own)):
        found = resolver.hierarchy.attribute(kind, name) if kind is not None else None
        if found is not None:
            value = resolver.value(found[0].module, found[1])
            return (
                FunctionValue(value.info, msgspec.structs.replace(base, kind=kind))
                if isinstance(value, FunctionValue)
                else value
            )
    return QuerySetMethod(base, name)


def _default_kind(resolver: Resolver, model: ClassInfo | None, name: str) -> ClassInfo | None:
    """The class behind the rows that a relation or a generic view gives: that of the model's default manager."""
    if model is None or name in QUERYSET_CHAIN or name in QUERYSET_ITEM:
        return None
    manager = manager_of(resolver, model, "_default_manager")
    return manager.kind if manager is not None else None


def _of_one(resolver: Resolver, base: OneOf, name: str) -> Denotation:
    return one_of([resolver.attribute(member, name) for member in base.members])


def _of_external_instance(resolver: Resolver, base: ExternalInstance, name: str) -> Denotation:
    if name == "context" and base.path.endswith("ResolveInfo"):
        return Request()  # of GraphQL
    hop = resolver.models.hop_from_outside(base.path, name)
    return _landed(*hop) if hop is not None else None


def _of_outside_rows(_resolver: Resolver, base: OutsideRows, name: str) -> Denotation:
    return External(f"{base.path}.objects.{name}")


def _of_request(resolver: Resolver, _base: Request, name: str) -> Denotation:
    if name == "user":
        return _landed("one", resolver.models.user_model())
    return Request() if name in ("_request", "request") else resolver.models.request_attribute(name)


def _of_builtin(_resolver: Resolver, base: Text | Keyed | AppRegistered | Cleaned, name: str) -> Denotation:
    return BuiltinMethod(base, name)


def _of_record(_resolver: Resolver, base: Record, name: str) -> Denotation:
    return base.field(name)


_READERS: dict[type, Callable[[Resolver, Any, str], Denotation]] = {
    External: _of_external,
    ClassValue: _of_class,
    Instance: _of_instance,
    Super: _of_super,
    QuerySet: _of_queryset,
    OneOf: _of_one,
    Request: _of_request,
    ExternalInstance: _of_external_instance,
    OutsideRows: _of_outside_rows,
    Text: _of_builtin,
    Keyed: _of_builtin,
    AppRegistered: _of_builtin,
    Cleaned: _of_builtin,
    Record: _of_record,
}
