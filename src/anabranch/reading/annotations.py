"""Values that annotations promise."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    External,
    ExternalInstance,
    Instance,
    Keyed,
    Many,
    OneOf,
    QuerySet,
    Request,
    Several,
    one_of,
)
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ModuleInfo

_TRANSPARENT = {
    "Optional",
    "Union",
    "Annotated",
    "ClassVar",
    "Final",
    "Awaitable",
    "Coroutine",
    "Required",
    "NotRequired",
    "Self",
}
_VAGUE = {"Any", "Self", "Iterable", "Iterator", "Sequence", "Generator", "Collection", "Callable", "object"}
"""Annotations that say less than what a function returns."""
_CLASSES = {"Type", "type"}
_MAPPINGS = {"Dict", "dict", "Mapping", "MutableMapping", "defaultdict", "DefaultDict", "OrderedDict"}
_QUERYSETS = {
    "QuerySet",
    "Manager",
    "BaseManager",
    "RelatedManager",
    "ManyRelatedManager",
    "QuerySetAny",
    "ValuesQuerySet",
}


_REQUESTS = ("HttpRequest", ".WSGIRequest", ".ASGIRequest", "rest_framework.request.Request")


def annotated(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """The value that an annotation, or the second argument of `isinstance`, promises."""
    if not expression:
        return None
    op = module.op[expression]
    if op == Op.INDEX:
        return _generic(resolver, module, expression)
    if op in (Op.UNION, Op.SEQ):
        return one_of([annotated(resolver, module, member) for member in module.members(expression)])
    return instance_of(resolver, resolver.value(module, expression))


def instance_of(resolver: Resolver, value: Denotation) -> Denotation:
    """An object of a class."""
    match value:
        case ClassValue():
            return Instance(value.info)
        case External():
            return _external_instance(value.path)
        case OneOf():
            return one_of([instance_of(resolver, member) for member in value.members])
        case Several():
            return one_of([instance_of(resolver, item) for item in value.items])
    return None


def _external_instance(path: str) -> Denotation:
    name = path.rpartition(".")[2]
    if name in _VAGUE or name in _QUERYSETS:
        return None
    if is_request(path):
        return Request()
    return ExternalInstance(path) if not path.startswith("builtins.") else None


def is_request(path: str) -> bool:
    """Whether a class outside the project, by its dotted name, is one of requests."""
    return path.endswith(_REQUESTS)


def _generic(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    base = resolver.value(module, module.x[expression])
    inner = module.y[expression]
    if not isinstance(base, External):
        return instance_of(resolver, base)
    name = base.path.rpartition(".")[2]
    if name in _CLASSES:
        return resolver.value(module, inner) if inner else None
    if name in _MAPPINGS:
        members = module.members(inner) if inner and module.op[inner] == Op.SEQ else []
        return Keyed(annotated(resolver, module, members[-1])) if members else None
    if name in ("Tuple", "tuple") and inner and module.op[inner] == Op.SEQ:
        return Several(tuple(annotated(resolver, module, member) for member in module.members(inner)))
    value = annotated(resolver, module, inner)
    if name in _TRANSPARENT:
        return value
    if name in _QUERYSETS:
        return QuerySet(value.info) if isinstance(value, Instance) else None
    return Many(value) if value is not None else None
