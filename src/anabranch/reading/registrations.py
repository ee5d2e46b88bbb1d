"""What is registered with an admin site: `@admin.register(Product)`, `site.register(Product, ProductAdmin)`.

What else is called `register` and given a class is found too: whoever asks knows an admin class.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue
from anabranch.reading.field_arguments import named_arguments
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import is_registering, writes_name, written_name

_PARAMETERS = ("model_or_iterable", "admin_class")


class Registration(NamedTuple):
    """A call, the expressions of what it registers, and the class that it decorates or is given."""

    module: ModuleInfo
    call: int
    models: list[int]
    by: ClassInfo | None


def registrations(resolver: Resolver) -> Iterator[Registration]:
    """All of a project, in the order of its modules."""
    for module in resolver.world.modules.values():
        if writes_name(module, "register"):
            decorated = _decorated(module)
            for call in module.of(Op.CALL):
                if module.y[call] >= 0 and is_registering(written_name(module, call)):
                    yield _registration(resolver, module, call, decorated.get(call))


def _decorated(module: ModuleInfo) -> dict[int, ClassInfo]:
    return {
        decorator: module.class_info(number)
        for number, each in enumerate(module.definitions)
        if each.kind == "class"
        for decorator in each.decorators
    }


def _registration(resolver: Resolver, module: ModuleInfo, call: int, below: ClassInfo | None) -> Registration:
    if below is not None:
        models = [each.value for each in module.arguments(call) if each.keyword in ("", "*")]
        return Registration(module, call, models, below)
    given = named_arguments(module, call, _PARAMETERS)
    models, by = ([given[name].value] if name in given else [] for name in _PARAMETERS)
    value = resolver.value(module, by[0]) if by else None
    return Registration(module, call, models, value.info if isinstance(value, ClassValue) else None)
