"""Which model a view, form, serializer, admin or filterset serves."""

from __future__ import annotations

from anabranch.reading.crud_views import holder_of
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    ExternalCall,
    FunctionValue,
    Instance,
    QuerySet,
    members_of,
    one_of,
)
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo

HELPING_METHODS = {
    "get_form": "form_class",
    "get_form_class": "form_class",
    "get_serializer": "serializer_class",
    "get_serializer_class": "serializer_class",
}
"""Methods by which generic views give their form or serializer, with the attribute that tells its class."""

SERVED_METHODS = frozenset(
    {"get_object", "get_queryset", "save", "as_view", "create", "filter_queryset", "get_context_data", *HELPING_METHODS}
)
"""Methods that generic classes give, and whose result follows from the model they serve, or from what helps them."""

_DEEPEST = 6
"""Forms of views of forms that are followed: more is a circle."""
_NAMED_BY = ("model", "queryset", "serializer_class", "form_class", "form", "object")

_TELLING_METHODS = ("get_queryset", "get_model", "get_object")
"""Methods whose result says the model: of views, and of the indexes of search engines."""


def served_model(resolver: Resolver, info: ClassInfo, depth: int = 0) -> ClassInfo | None:
    """The model that a class names as `model`, `queryset`, in its Meta, or through its form or serializer."""
    if resolver.hierarchy.is_model(info) or depth > _DEEPEST:
        return None
    option = resolver.hierarchy.option(info, "model")
    if option is not None:
        return _model_of(resolver, resolver.value(*option), depth)
    made = _made_for(resolver, info, 0)
    if made is not None:
        return made
    registered = resolver.models.registered(info)
    if registered is not None:
        return registered
    for name in _NAMED_BY:
        found = resolver.hierarchy.attribute(info, name)
        if found is not None:
            model = _model_of(resolver, resolver.value(found[0].module, found[1]), depth)
            if model is not None:
                return model
    for name in _TELLING_METHODS:
        found = resolver.hierarchy.attribute(info, name)
        value = resolver.value(found[0].module, found[1]) if found is not None else None
        if isinstance(value, FunctionValue):
            return _model_of(resolver, resolver.result(value.info, None), depth)
    holder = holder_of(resolver, info)
    return served_model(resolver, holder, depth + 1) if holder is not None else None


def helper(resolver: Resolver, info: ClassInfo, method: str) -> Denotation:
    """The form or serializer that a generic view makes by such a method, or its class."""
    found = resolver.hierarchy.attribute(info, HELPING_METHODS[method])
    value = resolver.value(found[0].module, found[1]) if found is not None else None
    if not isinstance(value, ClassValue):
        return None
    return value if method.endswith("_class") else Instance(value.info)


def parent_model(resolver: Resolver, info: ClassInfo) -> ClassInfo | None:
    """The model whose object an inline formset is for: of `inlineformset_factory(Order, Line)` an order."""
    return _made_for(resolver, info, 1)


def _made_for(resolver: Resolver, info: ClassInfo, before: int) -> ClassInfo | None:
    """The model that a factory was given for a base class, or the one that stands `before` it."""
    if not any(path.endswith(("form_factory", "formset_factory")) for path in resolver.hierarchy.externals(info)):
        return None
    for each in resolver.hierarchy.ancestors(info):
        for base in resolver.hierarchy.bases(each):
            place = _FACTORIES.get(base.path.rpartition(".")[2], -1) if isinstance(base, ExternalCall) else -1
            if isinstance(base, ExternalCall) and place >= before:
                arguments = base.module.arguments(base.call)[place - before : place - before + 1]
                values = [resolver.value(base.module, argument.value) for argument in arguments if not argument.keyword]
                return _model_of(resolver, one_of(values), _DEEPEST)
    return None


_FACTORIES = {"modelform_factory": 0, "modelformset_factory": 0, "inlineformset_factory": 1}
"""Which argument is the model of the forms."""


def _model_of(resolver: Resolver, value: Denotation, depth: int) -> ClassInfo | None:
    for member in members_of(value):
        match member:
            case ClassValue() if resolver.hierarchy.is_model(member.info):
                return member.info
            case ClassValue():
                return served_model(resolver, member.info, depth + 1)
            case QuerySet():
                return member.model
            case Instance() if resolver.hierarchy.is_model(member.info):
                return member.info
    return None


def is_admin(resolver: Resolver, info: ClassInfo) -> bool:
    """Whether a class is a ModelAdmin or an inline."""
    return any(
        path.startswith("django.contrib.admin") or path.rpartition(".")[2].endswith(("ModelAdmin", "Inline"))
        for path in resolver.hierarchy.externals(info)
    )
