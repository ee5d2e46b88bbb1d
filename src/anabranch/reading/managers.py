"""Managers and querysets: which names of a model are managers, and which class adds methods to them."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.project.dotted import is_standard
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    ExternalCall,
    FunctionValue,
    Instance,
    QuerySet,
    members_of,
)
from anabranch.reading.relations import meta_text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo

_STANDARD = {"objects", "_default_manager", "_base_manager", "_meta_manager"}


def manager_of(resolver: Resolver, model: ClassInfo, name: str) -> QuerySet | None:
    """The manager of that name, None where the name is something else."""
    found = resolver.hierarchy.attribute(model, name)
    if found is not None:
        is_manager, kind = manager_value(resolver, found[0].module, found[1])
        return QuerySet(model, kind, is_manager=True) if is_manager else None
    if name == "_default_manager":
        return QuerySet(model, _default_kind(resolver, model), is_manager=True)
    return QuerySet(model, is_manager=True) if name in _STANDARD else None


def _default_kind(resolver: Resolver, model: ClassInfo) -> ClassInfo | None:
    """The class of the manager that the Meta names, else of the first of the nearest body that has one.

    A model that makes no manager itself takes the one that the Meta of the next model above names.
    """
    line = [*filter(resolver.hierarchy.is_model, resolver.hierarchy.ancestors(model))]
    for each in line[:2]:
        named = meta_text(resolver, each, "default_manager_name")
        found = resolver.hierarchy.attribute(model, named) if named is not None else None
        if found is not None:
            return manager_value(resolver, found[0].module, found[1])[1]
        if any(True for _ in _made_in(resolver, each)):
            break
    return next((kind for each in line for kind in _made_in(resolver, each)), None)


def _made_in(resolver: Resolver, info: ClassInfo) -> Iterator[ClassInfo | None]:
    """The classes of the managers that the body of a model makes; None for Django's own."""
    for expression in info.definition.names.values():
        is_manager, kind = manager_value(resolver, info.module, expression)
        if is_manager:
            yield kind


def manager_value(resolver: Resolver, module: ModuleInfo, expression: int) -> tuple[bool, ClassInfo | None]:
    """Whether an expression makes a manager, and of which first-party class."""
    if module.op[expression] not in (Op.CALL, Op.LOAD, Op.NAME, Op.UNION):
        return False, None
    for member in members_of(resolver.value(module, expression)):
        if isinstance(member, Instance) and is_manager_class(resolver, member.info):
            return True, member.info
        if isinstance(member, ExternalCall) and member.path.rpartition(".")[2].endswith(("Manager", "as_manager")):
            return True, _given_class(resolver, member)
    return False, None


def _given_class(resolver: Resolver, made: ExternalCall) -> ClassInfo | None:
    """The manager class in `ScopedManager(event="event", _manager_class=OrderManager)`."""
    for argument in made.module.arguments(made.call):
        value = resolver.value(made.module, argument.value)
        if isinstance(value, ClassValue) and is_manager_class(resolver, value.info):
            return value.info
    return None


def is_manager_class(resolver: Resolver, info: ClassInfo) -> bool:
    """Whether a class is a manager or queryset; those of Python's own library manage contexts and the like."""
    endings = ("Manager", "QuerySet", "from_queryset", "QuerySetMixin")
    return any(path.endswith(endings) and not is_standard(path) for path in resolver.hierarchy.externals(info))


def queryset_kind(resolver: Resolver, manager: ClassInfo | None) -> ClassInfo | None:
    """The first-party queryset class that a manager's `get_queryset` gives, or that it is made from."""
    if manager is None:
        return None
    line = resolver.hierarchy.ancestors(manager)
    for each in line:
        for base in resolver.hierarchy.bases(each):
            kind = _own_kind(resolver, each) or _made_from(resolver, base)
            if kind is not None:
                return kind
    found = resolver.hierarchy.attribute(manager, "get_queryset")
    if found is None:
        return None
    value = resolver.value(found[0].module, found[1])
    result = resolver.result(value.info, None) if isinstance(value, FunctionValue) else None
    for member in members_of(result):
        if isinstance(member, Instance) and is_manager_class(resolver, member.info):
            return member.info
        if isinstance(member, QuerySet) and member.kind is not None and member.kind not in line:
            return member.kind
    return None


def _own_kind(resolver: Resolver, manager: ClassInfo) -> ClassInfo | None:
    """The queryset class in `_queryset_class = ProductQuerySet`, which is where Django itself looks."""
    expression = manager.definition.names.get("_queryset_class")
    value = resolver.value(manager.module, expression) if expression else None
    return value.info if isinstance(value, ClassValue) else None


def _made_from(resolver: Resolver, base: Denotation) -> ClassInfo | None:
    """The queryset class in `Manager.from_queryset(ProductQuerySet)`."""
    if not isinstance(base, ExternalCall) or not base.path.endswith("from_queryset"):
        return None
    for argument in base.module.arguments(base.call)[:1]:
        value = resolver.value(base.module, argument.value)
        if isinstance(value, ClassValue):
            return value.info
    return None


def made_with(resolver: Resolver, module: ModuleInfo, expression: int) -> ClassInfo | None:
    """The manager class in `PageManager()` after `PageManager = BaseManager.from_queryset(…)` in the same module."""
    function = _callee(module, _callee(module, expression))
    if module.op[function] != Op.ATTR or module.texts[module.y[function]] != "from_queryset":
        return None
    value = resolver.value(module, module.x[function])
    return value.info if isinstance(value, ClassValue) else None


def _callee(module: ModuleInfo, expression: int) -> int:
    """What a call calls, behind the names that stand for it; 0 where it is no call."""
    called = module.x[expression] if module.op[expression] == Op.CALL else 0
    if module.op[called] == Op.LOAD:
        return module.x[called]
    if module.op[called] == Op.NAME:
        return module.definitions[0].names.get(module.texts[module.x[called]], called)
    return called
