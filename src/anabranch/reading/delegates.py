"""What a class hands names on to that it does not know itself."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import Denotation, External, FunctionValue, ModuleValue
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, Found, FunctionInfo

_NAME_ASKED_FOR = 1
"""The position of the name among the parameters of `__getattr__`."""


def handed_on(resolver: Resolver, info: ClassInfo, name: str) -> Denotation:
    """An attribute as `def __getattr__(self, name): return getattr(settings, name)` finds it."""
    found = resolver.hierarchy.attribute(info, "__getattr__")
    method = resolver.value(found[0].module, found[1]) if found is not None else None
    if not isinstance(method, FunctionValue):
        return None
    values = (_asked(resolver, each, name) for each in _delegates(resolver, method.info))
    return next((value for value in values if value is not None), None)


def _asked(resolver: Resolver, delegate: Denotation, name: str) -> Denotation:
    if isinstance(delegate, ModuleValue):
        found = resolver.find(delegate.module, name)
        return resolver.found_value(found) if isinstance(found, Found) else None
    value = resolver.attribute(delegate, name)
    is_unset = isinstance(value, External) and value.path.startswith("django.conf.settings.")
    return None if is_unset else value


def _delegates(resolver: Resolver, method: FunctionInfo) -> Iterator[Denotation]:
    module = method.module
    for row in method.definition.returns:
        call = module.x[row] if module.op[row] == Op.LOAD else row
        arguments = module.arguments(call) if module.op[call] == Op.CALL else []
        if len(arguments) > 1 and resolver.value(module, module.x[call]) == External("builtins.getattr"):
            asked = arguments[1].value
            asked = module.x[asked] if module.op[asked] == Op.LOAD else asked
            if module.op[asked] == Op.PARAM and module.y[asked] == _NAME_ASKED_FOR:
                yield resolver.value(module, arguments[0].value)
