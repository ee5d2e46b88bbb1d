"""Values of unknown type that are named after a model, and used as nothing but that model can be.

Most Django code has no annotations: `def total(basket): … basket.all_lines()`. A parameter, loop variable, attribute of
`self` or a request, or item under a key (`context["basket"]`) is a model's object where exactly one model of that
name knows every attribute that the code reads from it, and one of these attributes at least says something. One that is
named after many of them, and asked what only querysets are, is a queryset of the one model of exactly that name.
"""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.facts.values import Op
from anabranch.reading.denotations import Denotation, ExternalInstance, Instance, QuerySet
from anabranch.reading.form_values import is_form
from anabranch.reading.knowledge import LOOKUP_KEYWORDS, QUERYSET_CHAIN, QUERYSET_ITEM
from anabranch.reading.resolver import Resolver
from anabranch.reading.telling_names import EVERYDAY_NAMES, GIVEN_NAMES, MODEL_MEMBERS
from anabranch.reading.trees import tree_method
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import value_name


def named_after(resolver: Resolver, module: ModuleInfo, expression: int, name: str) -> Denotation:
    """An object of the model that a value is named after and used as; None where that is not clear."""
    models = _models(resolver, name)
    value = _used_as(resolver, name, models, module.attributes_of(expression)) if models else None
    if value is None and name.endswith(("s", "user")):
        return _rows_or_user(resolver, name, module.attributes_of(expression))
    return value


def _rows_or_user(resolver: Resolver, name: str, used: frozenset[str]) -> Denotation:
    if name == "user" or name.endswith("_user"):
        return _user(resolver, used)
    if not used & _ASKED_OF_ROWS or not used <= _MEMBERS_OF_ROWS:
        return None
    models = resolver.models.named(f"{name[:-3]}y" if name.endswith("ies") else name[:-1])
    return QuerySet(models[0]) if len(models) == 1 else None


def _user(resolver: Resolver, used: frozenset[str]) -> Denotation:
    """The project's user model, whatever its name, or one outside that a model of the project refers to."""
    user = resolver.models.user_model()
    if isinstance(user, ClassInfo):
        return _used_as(resolver, "", [user], used)
    if user is not None and any(resolver.models.hop_from_outside(user.path, each) is not None for each in used):
        return ExternalInstance(user.path)
    return None


_ASKED_OF_ROWS = frozenset(
    ("filter", "exclude", "annotate", "aggregate", "order_by", "values_list", "select_related", "prefetch_related")
)
_MEMBERS_OF_ROWS = QUERYSET_CHAIN | QUERYSET_ITEM | LOOKUP_KEYWORDS | {"values", "values_list", "exists", "count"}


def named_and_used(resolver: Resolver, name: str, used: frozenset[str]) -> Denotation:
    """The same of a variable of a template, from which these attributes are read."""
    return _used_as(resolver, name, _models(resolver, name), used)


def _used_as(resolver: Resolver, name: str, models: Sequence[ClassInfo], used: frozenset[str]) -> Denotation:
    if not used or used <= (_SAYS_NOTHING | _OF_FILES if name.strip("_") == "file" else _SAYS_NOTHING):
        return None
    fitting = [model for model in models if all(_knows(resolver, model, each) for each in used)]
    return Instance(fitting[0]) if len(fitting) == 1 and not _fits_a_rival(resolver, name, used) else None


def _fits_a_rival(resolver: Resolver, name: str, used: frozenset[str]) -> bool:
    """Whether a value can as well be of a class that is no model, and bears its whole name."""
    rivals = resolver.models.rivals_of(name) if name else ()
    return any(all(_knows(resolver, rival, each) for each in used) for rival in rivals)


def _models(resolver: Resolver, name: str) -> Sequence[ClassInfo]:
    """The models that a name means: all of it, or what its last words say, as `parent_page` is a page.

    Else those that it is short for: an `alert` can be a `ProductAlert`.
    """
    rest = name
    while rest:
        found = resolver.models.named(rest)
        if found:
            return found
        rest = rest.partition("_")[2]
    return resolver.models.ending_in(name) if name not in GIVEN_NAMES else ()


_SAYS_NOTHING = EVERYDAY_NAMES | MODEL_MEMBERS
_OF_FILES = {"open", "close", "read", "write"}


def _knows(resolver: Resolver, model: ClassInfo, name: str) -> bool:
    if name in MODEL_MEMBERS or resolver.models.hop(model, name) is not None:
        return True
    if tree_method(resolver, model, name) is not None:
        return True
    if name.startswith("get_") and name.endswith("_display"):
        name = name[4:-8]
    elif name.endswith("_id") and resolver.models.hop(model, name[:-3]) is not None:
        return True
    return any(
        name in definition.names or name in definition.annotated or name in definition.attributes
        for definition in (each.definition for each in resolver.hierarchy.ancestors(model))
    )


def named_by_key(resolver: Resolver, module: ModuleInfo, expression: int, container: int, key: str) -> Denotation:
    """The same of what a container has under a key, other than the fields that forms and serializers keep so."""
    held = resolver.value(module, container)
    named = module.x[container] if module.op[container] == Op.LOAD else container
    is_form_s = isinstance(held, Instance) and is_form(resolver, held.info)
    if is_form_s or value_name(module, named).endswith(_HOLDING_FIELDS):
        return None
    return named_after(resolver, module, expression, key)


_HOLDING_FIELDS = ("fields", "filters", "columns", "widgets", "form", "serializer")
"""How containers are called whose items describe a value, and are named after it, but are no such value."""


def of_loop(resolver: Resolver, module: ModuleInfo, expression: int) -> Denotation:
    """What a loop variable is named after; its name stands beside the loop."""
    if module.op[expression] != Op.ITER or not module.y[expression]:
        return None
    return named_after(resolver, module, expression, module.texts[module.y[expression]])
