"""Properties that others set: `basket.strategy = request.strategy` in a middleware says what `basket.strategy` holds.

A class that takes what it works with through a setter never says of which class that is; who sets it does.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cache

from anabranch.facts.values import Definition, Flag, Op
from anabranch.reading.denotations import Instance, members_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo

Given = dict[tuple[ClassInfo, str], list[ClassInfo]]


def find_given(resolver: Resolver, classes: Iterable[ClassInfo]) -> Given:
    """The classes whose objects are assigned to each settable property, wherever that is done."""
    setters = cache(_setters)
    settable: dict[str, list[ClassInfo]] = {}
    for info in classes:
        for name in (*setters(info.module).get(info.number, ()), *_made_properties(info)):
            settable.setdefault(name, []).append(info)
    given: Given = {}
    for module in resolver.world.modules.values() if settable else ():
        if not module.unit.is_test:
            for name, base, value in _assigned(module, settable):
                for owner in _owners(resolver, module, base, settable[name]):
                    found = given.setdefault((owner, name), [])
                    found += [each for each in _classes(resolver, module, value) if each not in found]
    return given


def _setters(module: ModuleInfo) -> dict[int, list[str]]:
    """By class, the names that have an `@strategy.setter`: the getter and it bear one name in one class."""
    found: dict[int, list[str]] = {}
    seen: set[tuple[int, str]] = set()
    for each in module.definitions if "setter" in module.texts else ():
        if each.kind == "function" and each.decorators:
            if (each.parent, each.name) in seen and _sets(module, each):
                found.setdefault(each.parent, []).append(each.name)
            seen.add((each.parent, each.name))
    return found


def _made_properties(info: ClassInfo) -> Iterator[str]:
    """`strategy = property(_get, _set)`."""
    module, names = info.module, info.definition.names
    for name, expression in names.items() if "property" in module.texts else ():
        if expression and module.op[expression] == Op.CALL and module.op[module.x[expression]] == Op.NAME:
            is_property = module.texts[module.x[module.x[expression]]] == "property"
            if is_property and len(module.arguments(expression)) > 1:
                yield name


def _sets(module: ModuleInfo, definition: Definition) -> bool:
    return any(
        module.op[each] == Op.ATTR and module.texts[module.y[each]] == "setter" for each in definition.decorators
    )


def _assigned(module: ModuleInfo, names: Container[str]) -> Iterator[tuple[str, int, int]]:
    """The name, whose it is, and what a function assigns to it; where a function assigns it to one thing alone."""
    found: list[tuple[int, str, int]] = []
    for number, definition in enumerate(module.definitions):
        if definition.kind == "function":
            values: dict[str, list[int]] = {}
            for key, value in definition.attributes.items():
                base, _, name = key.rpartition(".")
                values.setdefault(name if base else "", []).append(value)
            found += [(number, name, each[0]) for name, each in values.items() if len(each) == 1 and name in names]
    stored = stored_in(module) if found else {}
    for number, name, value in found:
        yield from ((name, base, value) for base in stored.get((number, name), ()))


def stored_in(module: ModuleInfo) -> dict[tuple[int, str], list[int]]:
    """By function and name, what an attribute of the name is assigned to."""
    found: dict[tuple[int, str], list[int]] = {}
    for each in module.of(Op.ATTR):
        if module.flags[each] & Flag.STORE:
            found.setdefault((module.scope[each], module.texts[module.y[each]]), []).append(module.x[each])
    return found


def _owners(resolver: Resolver, module: ModuleInfo, base: int, having: list[ClassInfo]) -> Iterator[ClassInfo]:
    for member in members_of(resolver.value(module, base)):
        if isinstance(member, Instance):
            line = resolver.hierarchy.ancestors(member.info)
            yield from (each for each in having if each in line)


def _classes(resolver: Resolver, module: ModuleInfo, value: int) -> list[ClassInfo]:
    return [each.info for each in members_of(resolver.value(module, value)) if isinstance(each, Instance)]
