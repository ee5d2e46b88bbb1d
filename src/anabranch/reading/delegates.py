"""What a class hands names on to that it does not know itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import Denotation, External, FunctionValue, Instance, ModuleValue, members_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, Found

_NAME_ASKED_FOR = 1
"""The position of the name among the parameters of `__getattr__`."""


OwnAttribute = Callable[[Resolver, Instance, str], Denotation]
"""What an object knows by a name itself, its `__getattr__` aside."""


def handed_on(
    resolver: Resolver, info: ClassInfo, name: str, own: OwnAttribute, seen: frozenset[ClassInfo] = frozenset()
) -> Denotation:
    """An attribute as `def __getattr__(self, name): return getattr(settings, name)` finds it."""
    seen |= {info}
    for delegate in _delegates(resolver, info):
        if isinstance(delegate, Instance):
            value = own(resolver, delegate, name)
            is_asked = value is not None or delegate.info in seen
            value = value if is_asked else handed_on(resolver, delegate.info, name, own, seen)
        else:
            value = _asked(resolver, delegate, name)
        if value is not None:
            return value
    return None


def _asked(resolver: Resolver, delegate: Denotation, name: str) -> Denotation:
    if isinstance(delegate, ModuleValue):
        found = resolver.find(delegate.module, name)
        return resolver.found_value(found) if isinstance(found, Found) else None
    value = resolver.attribute(delegate, name)
    is_unset = isinstance(value, External) and value.path.startswith("django.conf.settings.")
    return None if is_unset else value


def _delegates(resolver: Resolver, info: ClassInfo) -> Iterator[Denotation]:
    found = resolver.hierarchy.attribute(info, "__getattr__")
    method = resolver.value(found[0].module, found[1]) if found is not None else None
    if not isinstance(method, FunctionValue):
        return
    module = method.info.module
    for row in method.info.definition.returns:
        call = module.x[row] if module.op[row] == Op.LOAD else row
        arguments = module.arguments(call) if module.op[call] == Op.CALL else []
        if len(arguments) > 1 and resolver.value(module, module.x[call]) == External("builtins.getattr"):
            asked = arguments[1].value
            asked = module.x[asked] if module.op[asked] == Op.LOAD else asked
            if module.op[asked] == Op.PARAM and module.y[asked] == _NAME_ASKED_FOR:
                yield from members_of(resolver.value(module, arguments[0].value))
