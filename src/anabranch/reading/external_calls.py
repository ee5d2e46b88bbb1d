"""What calls of functions outside the project give: Django's shortcuts, the registry, imports by name, builtins."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import resolve_name

from anabranch.reading.annotations import instance_of
from anabranch.reading.denotations import (
    AppRegistered,
    ClassValue,
    Denotation,
    External,
    ExternalCall,
    ExternalInstance,
    FunctionValue,
    Instance,
    Keyed,
    Many,
    OutsideRows,
    QuerySet,
    Several,
    Text,
    item_of,
    members_of,
    one_of,
)
from anabranch.reading.knowledge import QUERYSET_CHAIN, QUERYSET_ITEM
from anabranch.reading.known_models import SWAPPED_BY
from anabranch.reading.outside import known_outside
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo

Arguments = list[Denotation]
Giver = Callable[[Resolver, Arguments], Denotation]


def call_external(resolver: Resolver, path: str, module: ModuleInfo, expression: int) -> Denotation:
    """What a call of something outside gives."""
    name = path.rpartition(".")[2]
    giver = _GIVERS.get(name)
    if giver is not None and (name in _ANYWHERE or (path.startswith(_HOMES) and ".objects." not in path)):
        value = giver(resolver, _given(resolver, module, expression))
        if value is not None:
            return value
    before, manager, method = path.partition(".objects.")
    if manager and (method in QUERYSET_ITEM or method == "get_current"):
        return ExternalInstance(before)
    if manager and method in QUERYSET_CHAIN:
        return OutsideRows(before)
    return ExternalCall(path, module, expression)


def _given(resolver: Resolver, module: ModuleInfo, call: int) -> Arguments:
    """What the arguments are, by position and then by name; of `*` the items of a list that is known."""
    given: Arguments = []
    named: dict[str, Denotation] = {}
    for argument in module.arguments(call):
        value = resolver.value(module, argument.value) if argument.keyword in ("", "*", *_NAMED) else None
        if argument.keyword in _NAMED:
            named[argument.keyword] = value
        elif argument.keyword == "*" and isinstance(value, Several):
            given += value.items
        elif not argument.keyword:
            given.append(value)
    return [*given, *(named[name] for name in _NAMED if name in named)]


_NAMED = ("klass", "app_label", "model_name", "dotted_path", "name", "package")
"""Names of such arguments, in the order of their positions."""


def _object(_resolver: Resolver, arguments: Arguments) -> Denotation:
    results: list[Denotation] = []
    for member in members_of(arguments[0] if arguments else None):
        if isinstance(member, QuerySet):
            results.append(member.item)
        elif isinstance(member, ClassValue):
            results.append(Instance(member.info))
        elif isinstance(member, External | OutsideRows):
            results.append(ExternalInstance(member.path.partition(".objects")[0]))
    return one_of(results)


def _objects(resolver: Resolver, arguments: Arguments) -> Denotation:
    value = _object(resolver, arguments)
    return Many(value) if value is not None else None


def _user_model(resolver: Resolver, _arguments: Arguments) -> Denotation:
    user = resolver.models.user_model()
    return ClassValue(user) if isinstance(user, ClassInfo) else user


def _user(resolver: Resolver, arguments: Arguments) -> Denotation:
    return instance_of(resolver, _user_model(resolver, arguments))


def _model(resolver: Resolver, arguments: Arguments) -> Denotation:
    texts = [argument.text for argument in arguments if isinstance(argument, Text)]
    label = texts[0] if texts and "." in texts[0] else ".".join(texts[:2])
    model = resolver.models.by_label(label)
    return ClassValue(model) if model is not None else known_outside(label)


def _swapped(function: str, setting: str) -> Giver:
    """`get_image_model()`, or its label where the function's name says so."""

    def give(resolver: Resolver, _arguments: Arguments) -> Denotation:
        label = Text(resolver.setting(setting) or "")
        return label if function.endswith("_string") else _model(resolver, [label])

    return give


def _app_config(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return AppRegistered(arguments[0].text) if arguments and isinstance(arguments[0], Text) else None


def _label(resolver: Resolver, arguments: Arguments) -> Denotation:
    """`swapper.get_model_name("app", "Model")`."""
    texts = [argument.text for argument in arguments if isinstance(argument, Text)]
    if len(texts) != 2:
        return None
    swapped = resolver.setting(f"{texts[0].upper()}_{texts[1].upper()}_MODEL")
    return Text(swapped or ".".join(texts))


def _by_path(resolver: Resolver, arguments: Arguments) -> Denotation:
    texts = [argument.text if isinstance(argument, Text) else "" for argument in arguments[:2]]
    path = _absolute(*texts) if texts and texts[0] else ""
    found = resolver.by_dotted_name(path) if path else None
    return resolver.found_value(found) if found is not None else External(path) if path else None


def _absolute(name: str, package: str = "") -> str:
    """A dotted name as `import_module(".models", "catalog")` takes it; "" where it leads out of its package."""
    try:
        return resolve_name(name, package)
    except ImportError:
        return ""


def _attribute(resolver: Resolver, arguments: Arguments) -> Denotation:
    if len(arguments) < 2 or not isinstance(arguments[1], Text):
        return None
    value = resolver.attribute(arguments[0], arguments[1].text)
    if isinstance(value, External) and value.path.startswith("django.conf.settings."):
        value = None
    if isinstance(arguments[0], External) and arguments[0].path == "django.conf.settings":
        text = resolver.setting(arguments[1].text)
        value = Text(text) if text is not None else None
    return value if value is not None else arguments[2] if len(arguments) > 2 else None


def _same(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return arguments[0] if arguments else None


def _lazily(resolver: Resolver, arguments: Arguments) -> Denotation:
    """`SimpleLazyObject(load_basket)` is what the function gives, as soon as it is used; a lambda stands for that."""
    function = arguments[0] if arguments else None
    return resolver.result(function.info, function.owner) if isinstance(function, FunctionValue) else function


def _item(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return item_of(arguments[0]) if arguments else None


def _cast(resolver: Resolver, arguments: Arguments) -> Denotation:
    return instance_of(resolver, arguments[0]) if arguments else None


def _type(_resolver: Resolver, arguments: Arguments) -> Denotation:
    first = arguments[0] if arguments else None
    return ClassValue(first.info) if len(arguments) == 1 and isinstance(first, Instance) else None


def _enumerated(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return Many(Several((None, item_of(arguments[0])))) if arguments else None


def _zipped(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return Many(Several(tuple(item_of(argument) for argument in arguments)))


def _chained(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return Many(one_of([item_of(argument) for argument in arguments]))


def _flattened(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return Many(item_of(item_of(arguments[0]))) if arguments else None


def _grouped(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return Many(Several((None, Many(item_of(arguments[0]))))) if arguments else None


def _paginated(_resolver: Resolver, arguments: Arguments) -> Denotation:
    """`Paginator(products, 25)` has pages by their numbers."""
    return Keyed(Many(item_of(arguments[0]))) if arguments else None


def _filtered(_resolver: Resolver, arguments: Arguments) -> Denotation:
    return Many(item_of(arguments[1])) if len(arguments) > 1 else None


_GIVERS: dict[str, Giver] = {
    "get_object_or_404": _object,
    "aget_object_or_404": _object,
    "get_list_or_404": _objects,
    "aget_list_or_404": _objects,
    "get_user_model": _user_model,
    "get_user": _user,
    "authenticate": _user,
    "aauthenticate": _user,
    "get_model": _model,
    "get_app_config": _app_config,
    "get_registered_model": _model,
    "load_model": _model,
    "get_model_name": _label,
    "import_string": _by_path,
    "import_module": _by_path,
    "import_from_string": _by_path,
    "getattr": _attribute,
    "cast": _cast,
    "type": _type,
    "list": _same,
    "tuple": _same,
    "set": _same,
    "frozenset": _same,
    "sorted": _same,
    "reversed": _same,
    "iter": _same,
    "copy": _same,
    "deepcopy": _same,
    "partial": _same,
    "sync_to_async": _same,
    "async_to_sync": _same,
    "database_sync_to_async": _same,
    "select_for_update": _same,
    "SimpleLazyObject": _lazily,
    "next": _item,
    "anext": _item,
    "max": _item,
    "min": _item,
    "choice": _item,
    "enumerate": _enumerated,
    "zip": _zipped,
    "chain": _chained,
    "from_iterable": _flattened,
    "groupby": _grouped,
    "islice": _same,
    "Paginator": _paginated,
    "filter": _filtered,
    **{function: _swapped(function, setting) for function, setting in SWAPPED_BY.items()},
}
"""By the last part of the name."""

_ANYWHERE = {
    "get_object_or_404",
    "aget_object_or_404",
    "get_list_or_404",
    "aget_list_or_404",
    "get_user_model",
    "get_app_config",
    "get_model",
    "get_registered_model",
    "load_model",
    "get_model_name",
    "import_string",
    "import_module",
    "import_from_string",
    *SWAPPED_BY,
}
"""Shortcuts that keep their names, and what they give, wherever they are imported from."""
_HOMES = (
    "builtins.",
    "itertools.",
    "functools.",
    "copy.",
    "typing.",
    "typing_extensions.",
    "random.",
    "asgiref.",
    "channels.",
    "django.contrib.auth.",
    "django.core.paginator.",
    "django.utils.functional.",
)
"""Where the others come from: elsewhere such a name means something else."""
