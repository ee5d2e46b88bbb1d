"""Named tuples without annotations: `Info = namedtuple("Info", ["price", "stock"])`, and what its calls put where."""

from __future__ import annotations

from anabranch.reading.denotations import Denotation, ExternalCall, Record, Several, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ModuleInfo

_MAKERS = frozenset({"collections.namedtuple", "typing.NamedTuple"})


def make_record(resolver: Resolver, made_by: ExternalCall, module: ModuleInfo, call: int) -> Record | None:
    """What calling the class that `namedtuple(…)` gave holds; None where something else gave it."""
    names = _field_names(resolver, made_by) if made_by.path in _MAKERS else ()
    if not names:
        return None
    given: dict[str, Denotation] = {}
    for place, argument in enumerate(module.arguments(call)):
        if argument.keyword in ("*", "**"):
            break
        name = argument.keyword or (names[place] if place < len(names) else "")
        given[name] = resolver.value(module, argument.value)
    return Record(tuple((name, given.get(name)) for name in names))


def _field_names(resolver: Resolver, made_by: ExternalCall) -> tuple[str, ...]:
    arguments = made_by.module.arguments(made_by.call)
    fields = resolver.value(made_by.module, arguments[1].value) if len(arguments) > 1 else None
    items = fields.items if isinstance(fields, Several) else ()
    named = (each.items[0] if isinstance(each, Several) and each.items else each for each in items)
    return tuple(each.text for each in named if isinstance(each, Text))
