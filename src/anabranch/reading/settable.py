"""Properties that others set: `basket.strategy = request.strategy` in a middleware says what `basket.strategy` holds.

A class that takes what it works with through a setter never says of which class that is; who sets it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from anabranch.facts.values import Definition, Flag, Op
from anabranch.reading.denotations import Instance, members_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo

Given = dict[tuple[ClassInfo, str], list[ClassInfo]]


def find_given(resolver: Resolver, classes: Iterable[ClassInfo]) -> Given:
    """The classes whose objects are assigned to each settable property, wherever that is done."""
    settable: dict[str, list[ClassInfo]] = {}
    for info in classes:
        for name in _settable_in(info):
            settable.setdefault(name, []).append(info)
    given: Given = {}
    for module in resolver.world.modules.values() if settable else ():
        if not module.unit.is_test:
            for name, base, value in _assigned(module, settable):
                for owner in _owners(resolver, module, base, settable[name]):
                    found = given.setdefault((owner, name), [])
                    found += [each for each in _classes(resolver, module, value) if each not in found]
    return given


def _settable_in(info: ClassInfo) -> Iterator[str]:
    """`strategy = property(_get, _set)`, and `@strategy.setter`: the getter and it bear one name in one class."""
    module, names = info.module, info.definition.names
    if "setter" in module.texts:
        seen: set[str] = set()
        for each in module.definitions:
            if each.parent == info.number and each.kind == "function" and each.decorators:
                if each.name in seen and _sets(module, each):
                    yield each.name
                seen.add(each.name)
    for name, expression in names.items() if "property" in module.texts else ():
        if expression and module.op[expression] == Op.CALL and module.op[module.x[expression]] == Op.NAME:
            is_property = module.texts[module.x[module.x[expression]]] == "property"
            if is_property and len(module.arguments(expression)) > 1:
                yield name


def _sets(module: ModuleInfo, definition: Definition) -> bool:
    return any(
        module.op[each] == Op.ATTR and module.texts[module.y[each]] == "setter" for each in definition.decorators
    )


def _assigned(module: ModuleInfo, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """The name, whose it is, and what a function assigns to it; where a function assigns it to one thing alone."""
    for number, definition in enumerate(module.definitions):
        if definition.kind != "function" or not definition.attributes:
            continue
        for name in names:
            values = [value for key, value in definition.attributes.items() if key.endswith(f".{name}")]
            bases = stored_on(module, number, name) if len(values) == 1 else []
            yield from ((name, base, values[0]) for base in bases)


def stored_on(module: ModuleInfo, scope: int, name: str) -> list[int]:
    """What a function assigns an attribute of a name to."""
    return [
        module.x[each]
        for each in module.of(Op.ATTR)
        if module.scope[each] == scope and module.flags[each] & Flag.STORE and module.texts[module.y[each]] == name
    ]


def _owners(resolver: Resolver, module: ModuleInfo, base: int, having: list[ClassInfo]) -> Iterator[ClassInfo]:
    for member in members_of(resolver.value(module, base)):
        if isinstance(member, Instance):
            line = resolver.hierarchy.ancestors(member.info)
            yield from (each for each in having if each in line)


def _classes(resolver: Resolver, module: ModuleInfo, value: int) -> list[ClassInfo]:
    return [each.info for each in members_of(resolver.value(module, value)) if isinstance(each, Instance)]
