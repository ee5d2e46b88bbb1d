"""What calls give."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import msgspec

from anabranch.facts.values import Op
from anabranch.reading.annotations import annotated
from anabranch.reading.attributes import decorator_names
from anabranch.reading.by_arguments import by_arguments
from anabranch.reading.denotations import (
    LONGEST_TEXT,
    AppRegistered,
    BuiltinMethod,
    ClassValue,
    Cleaned,
    Context,
    Denotation,
    External,
    ExternalCall,
    ExternalInstance,
    FunctionValue,
    Instance,
    Keyed,
    Many,
    QuerySet,
    QuerySetMethod,
    Request,
    Several,
    Super,
    Text,
    ViewMethod,
    made_text,
    members_of,
    one_of,
)
from anabranch.reading.external_calls import call_external
from anabranch.reading.factories import FACTORY_METHODS, is_factory, made_by_class, made_by_method
from anabranch.reading.form_values import cleaned_item, made_by_factory
from anabranch.reading.given_beside import says_yes_or_no
from anabranch.reading.knowledge import QUERYSET_CHAIN, QUERYSET_ITEM, QUERYSET_MANY, QUERYSET_PAIR
from anabranch.reading.loaders import loaded
from anabranch.reading.named_after import named_by_key
from anabranch.reading.named_tuples import make_record
from anabranch.reading.resolver import Resolver
from anabranch.reading.served import HELPING_METHODS, SERVED_METHODS, helper, served_model
from anabranch.reading.world import FunctionInfo, ModuleInfo
from anabranch.reading.written import BY_KEY, is_context, key_taken

Caller = Callable[[Resolver, Any, ModuleInfo, int], Denotation]


def call(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """What a call gives."""
    function = resolver.value(module, module.x[expression])
    if function is None:
        return _of_unknown(resolver, module, expression)
    results = [_call_one(resolver, each, module, expression) for each in members_of(function)]
    return one_of(results)


def _of_unknown(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """`apps.get_model("catalog", "Product")` in a migration, where `apps` is a parameter; `kwargs.pop("request")`."""
    function = module.x[expression]
    name = module.texts[module.y[function]] if module.op[function] == Op.ATTR else ""
    if name == "get_model":
        return call_external(resolver, "apps.get_model", module, expression)
    return _by_key(resolver, module, expression) if name in BY_KEY else None


def _by_key(resolver: Resolver, module: ModuleInfo, call: int) -> Denotation:
    """`kwargs.pop("request")` is a request; `kwargs.pop("product", Product())` what others give."""
    key, container = key_taken(module, call), module.x[module.x[call]]
    if key == "request":
        return Request() if is_context(module, container) else None
    given = [argument.value for argument in module.arguments(call) if not argument.keyword] if key else []
    value = resolver.value(module, given[1]) if len(given) > 1 else None
    if isinstance(value, Instance | QuerySet):
        return value
    return named_by_key(resolver, module, call, container, key) if key else None


def _call_one(resolver: Resolver, function: Denotation, module: ModuleInfo, expression: int) -> Denotation:
    caller = _CALLERS.get(type(function))
    return caller(resolver, function, module, expression) if caller is not None else None


def _class(resolver: Resolver, function: ClassValue, _module: ModuleInfo, _expression: int) -> Denotation:
    info = function.info
    return made_by_class(resolver, info) if is_factory(resolver, info) else Instance(info)


def _object(resolver: Resolver, function: Instance, _module: ModuleInfo, _expression: int) -> Denotation:
    method = resolver.attribute(function, "__call__")
    return resolver.result(method.info, function) if isinstance(method, FunctionValue) else None


def _function(resolver: Resolver, function: FunctionValue, module: ModuleInfo, expression: int) -> Denotation:
    found = loaded(resolver, module, expression)
    value = found if found is not None else resolver.result(function.info, function.owner)
    if value is None:
        value = by_arguments(resolver, function.info, module, expression)
    owner = function.owner
    name = function.info.definition.name
    if isinstance(owner, QuerySet) and (value is None or name in QUERYSET_PAIR):  # overridden, so it keeps to Django's
        return given_by_queryset(QuerySetMethod(owner, name))
    if value is None and isinstance(owner, Instance) and name in SERVED_METHODS:
        return _view_method(resolver, ViewMethod(owner.info, name), module, expression)
    return value


def _external(resolver: Resolver, function: External, module: ModuleInfo, expression: int) -> Denotation:
    if function.path == "builtins.super":
        return _super(resolver, module, expression)
    manager = _manager_made(resolver, module, expression)
    if manager is not None:
        return manager
    return call_external(resolver, function.path, module, expression)


def _super(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    number = module.scope[expression]
    while module.definitions[number].kind == "function" and module.definitions[number].parent:
        parent = module.definitions[number].parent
        if module.definitions[parent].kind == "class":
            is_class = "classmethod" in decorator_names(resolver, module.function_info(number))
            return Super(module.class_info(parent), is_class)
        number = parent
    return None


def _manager_made(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """`ProductQuerySet.as_manager()` and `models.Manager.from_queryset(ProductQuerySet)`."""
    function = module.x[expression]
    name = module.texts[module.y[function]] if module.op[function] == Op.ATTR else ""
    if name == "from_queryset":
        for argument in module.arguments(expression)[:1]:
            value = resolver.value(module, argument.value)
            if isinstance(value, ClassValue):
                return value
    return None


def _queryset_method(
    _resolver: Resolver, function: QuerySetMethod, _module: ModuleInfo, _expression: int
) -> Denotation:
    return given_by_queryset(function)


def given_by_queryset(function: QuerySetMethod) -> Denotation:
    """What a method of Django's own gives on a queryset."""
    queryset, name = function.queryset, function.name
    if name in QUERYSET_ITEM:
        return queryset.item
    if name in QUERYSET_CHAIN:
        return msgspec.structs.replace(queryset, is_manager=False)
    if name in QUERYSET_PAIR:
        return Several((queryset.item, None))
    if name in QUERYSET_MANY:
        return Many(queryset.item)
    if name in ("values", "values_list"):
        return msgspec.structs.replace(queryset, is_manager=False, is_rows=True)
    return Keyed(queryset.item) if name == "in_bulk" else None


def _made_outside(resolver: Resolver, function: ExternalCall, module: ModuleInfo, expression: int) -> Denotation:
    """What calling a class gives that `namedtuple(…)` or `inlineformset_factory(…)` made."""
    record = make_record(resolver, function, module, expression)
    return record if record is not None else made_by_factory(resolver, function)


def _view_method(resolver: Resolver, function: ViewMethod, module: ModuleInfo, expression: int) -> Denotation:
    if function.name == "as_view":
        return ExternalCall("as_view", module, expression)
    if function.name == "as_manager":
        return Instance(function.info)
    if function.name in FACTORY_METHODS and is_factory(resolver, function.info):
        return made_by_method(resolver, function.info, function.name)
    if function.name == "clean":
        return Cleaned(function.info)
    if function.name == "get_context_data":
        return Context(function.info)
    if function.name in HELPING_METHODS:
        return helper(resolver, function.info, function.name)
    model = served_model(resolver, function.info)
    if model is None:
        return None
    is_many = function.name in ("get_queryset", "filter_queryset")
    return QuerySet(model) if is_many else Instance(model)


def _builtin_method(resolver: Resolver, function: BuiltinMethod, module: ModuleInfo, expression: int) -> Denotation:
    base = function.base
    if isinstance(base, Keyed):
        return _mapping_method(base, function.name)
    if isinstance(base, Cleaned):
        return _cleaned_method(resolver, base, function.name, module, expression)
    if isinstance(base, AppRegistered):
        values = [resolver.value(module, argument.value) for argument in module.arguments(expression)]
        return _registered_model(resolver, base, values) if function.name == "get_model" else None
    return _text_method(resolver, base.text, function.name, module, expression) if isinstance(base, Text) else None


def _cleaned_method(resolver: Resolver, base: Cleaned, name: str, module: ModuleInfo, call: int) -> Denotation:
    keys = [argument.value for argument in module.arguments(call)[:1]]
    if name == "copy":
        return base
    return cleaned_item(resolver, base, module, keys[0]) if keys and name in ("get", "pop") else None


def _text_method(resolver: Resolver, text: str, method: str, module: ModuleInfo, call: int) -> Denotation:
    """What a method of a text gives; None where Python would refuse the arguments, or their number is unknown."""
    arguments = module.arguments(call)
    keywords = {argument.keyword for argument in arguments}
    if not keywords.isdisjoint(_SPLATS):
        return None
    if method in _SPLITTING:
        return _split(resolver, text, method, module, call)
    values = [resolver.value(module, argument.value) for argument in arguments]
    if method == "join" and len(values) == 1 and keywords == {""} and isinstance(values[0], Several):
        parts = [item.text for item in values[0].items if isinstance(item, Text)]
        return made_text(text.join(parts)) if len(parts) == len(values[0].items) else None
    if method == "format" and values and all(isinstance(value, Text) for value in values):
        return _formatted(text, [value.text for value in values if isinstance(value, Text)], module, call)
    return None


_SPLATS = ("*", "**")
_SPLITTING = {
    "split": ("sep", "maxsplit"),
    "rsplit": ("sep", "maxsplit"),
    "partition": ("",),
    "rpartition": ("",),
}
"""Methods of texts that give their parts, with the names of the arguments that each takes."""


def _split(resolver: Resolver, text: str, method: str, module: ModuleInfo, call: int) -> Several | None:
    """`"auth.User".rsplit(".", 1)`; how often is a number in the text of the program, or nothing."""
    named: dict[str, int] = {}
    for place, argument in enumerate(module.arguments(call)):
        taken = _SPLITTING[method]
        name = argument.keyword or taken[min(place, len(taken) - 1)]
        if name not in taken or name in named:
            return None
        named[name] = argument.value
    separator = resolver.value(module, named.get(_SPLITTING[method][0], 0))
    often = [module.x[each] for name, each in named.items() if name == "maxsplit" and module.op[each] == Op.INT]
    if not isinstance(separator, Text) or not separator.text or len(often) != ("maxsplit" in named):
        return None
    return Several(tuple(Text(part) for part in getattr(text, method)(separator.text, *often)))


def _registered_model(resolver: Resolver, app: AppRegistered, values: list[Denotation]) -> Denotation:
    texts = [value.text for value in values if isinstance(value, Text)]
    model = resolver.models.by_label(f"{app.label}.{texts[0]}") if texts else None
    return ClassValue(model) if model is not None else None


_PLAIN_FIELD = re.compile(r"\{\w*\}")


def _formatted(pattern: str, texts: list[str], module: ModuleInfo, expression: int) -> Denotation:
    if _PLAIN_FIELD.sub("", pattern).count("{") or len(pattern) > LONGEST_TEXT:
        return None  # fields with widths, indexes or attributes would be computed, not read
    keywords = [argument.keyword for argument in module.arguments(expression)]
    positional = [text for keyword, text in zip(keywords, texts, strict=True) if not keyword]
    named = {keyword: text for keyword, text in zip(keywords, texts, strict=True) if keyword.isidentifier()}
    try:
        return made_text(pattern.format(*positional, **named))
    except (IndexError, KeyError, ValueError):
        return None


def _mapping_method(base: Keyed, name: str) -> Denotation:
    if name in _TAKING_ONE:
        return base.value
    if name == "values":
        return Many(base.value)
    return Many(Several((None, base.value))) if name == "items" else None


_TAKING_ONE = frozenset({"get", "pop", "setdefault", "page", "get_page"})
"""Methods that give one value of a dictionary, or a page of a paginator."""


def result_of(resolver: Resolver, function: FunctionInfo, owner: Denotation) -> Denotation:
    """What calling a first-party function gives: by its annotation, else by what it returns."""
    module, definition = function.module, function.definition
    value = annotated(resolver, module, definition.annotation) if definition.annotation else None
    returned: Denotation
    if isinstance(value, ClassValue):
        returned = one_of([resolver.value(module, each) for each in definition.returns])
        is_heir = isinstance(returned, ClassValue) and value.info in resolver.hierarchy.ancestors(returned.info)
        return returned if is_heir else value  # a factory makes more of a class than it says
    if value is None or isinstance(value, ExternalInstance):
        returns = () if says_yes_or_no(function) else definition.returns
        returned = one_of([resolver.value(module, each) for each in returns])
        value = (Many(returned) if definition.is_generator else returned) or value
        if value is None and not definition.returns:
            value = one_of([result_of(resolver, each, None) for each in resolver.models.filled_by(function)])
    return _fitted(resolver, value, owner)


def _fitted(resolver: Resolver, value: Denotation, owner: Denotation) -> Denotation:
    """A result that is `self`, of the class that the method was reached through."""
    if isinstance(value, QuerySet):
        return _fitted_queryset(resolver, value, owner)
    if isinstance(value, Instance) and isinstance(owner, Instance | ClassValue) and value.info is not owner.info:
        return Instance(owner.info) if value.info in resolver.hierarchy.ancestors(owner.info) else value
    if isinstance(value, Context | Cleaned) and isinstance(owner, Instance):
        return type(value)(owner.info)
    if isinstance(value, Instance) and isinstance(owner, QuerySet) and owner.kind is value.info:
        return owner
    return value


def _fitted_queryset(resolver: Resolver, value: QuerySet, owner: Denotation) -> QuerySet:
    """Rows of an abstract base are those of the model that the method was reached through: a base has none."""
    if isinstance(owner, QuerySet):
        return _same_queryset(resolver, value, owner)
    hierarchy, base = resolver.hierarchy, value.model
    if not isinstance(owner, ClassValue | Instance) or base is None or base is owner.info:
        return value
    is_own = hierarchy.is_abstract(base) and base in hierarchy.ancestors(owner.info)
    return msgspec.structs.replace(value, model=owner.info) if is_own else value


def _same_queryset(resolver: Resolver, value: QuerySet, owner: QuerySet) -> QuerySet:
    """A queryset made of `self` keeps the model and class of what its method was called on."""
    own = owner.kind is not None and value.kind in resolver.hierarchy.ancestors(owner.kind)
    if value.model is not None and value.kind is not None and not own:
        return value
    return msgspec.structs.replace(
        value, model=owner.model or value.model, kind=owner.kind if own else value.kind or owner.kind
    )


_CALLERS: dict[type, Caller] = {
    ExternalCall: _made_outside,
    ClassValue: _class,
    Instance: _object,
    FunctionValue: _function,
    External: _external,
    QuerySetMethod: _queryset_method,
    ViewMethod: _view_method,
    BuiltinMethod: _builtin_method,
}
