"""URL names that methods of a class declare, under a namespace that each instance or subclass is given.

A class has a method that gives `path("", self.index, name="index")`; elsewhere stands `Section("catalog")`; and the
name is `catalog:index`.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import written_name

_SPACE_ATTRIBUTES = ("name", "namespace", "url_namespace", "app_name", "label")

Declared = dict[ClassInfo, dict[str, ModuleInfo]]
"""By class: the names that its own methods declare, and the module that writes each."""
Spaces = dict[str, dict[str, "ModuleInfo | None"]]
"""By namespace: its names, and the module of each; None where several classes claim one."""


def class_around(module: ModuleInfo, expression: int) -> ClassInfo | None:
    """The class in one of whose methods an expression stands."""
    number = module.scope[expression]
    while module.definitions[number].kind == "function":
        number = module.definitions[number].parent
        if module.definitions[number].kind == "class":
            return module.class_info(number)
    return None


def find_spaces(resolver: Resolver, declared: Declared) -> Spaces:
    """The names under each namespace that an instance or a subclass of a declaring class is given."""
    spaces: Spaces = {}
    heirs = _heirs(resolver, declared) if declared else {}
    for space, heir in (*_of_classes(resolver, heirs), *_of_instances(resolver, heirs)):
        known = spaces.setdefault(space, {})
        for name, module in heirs[heir].items():
            known[name] = module if known.get(name, module) is module else None
    return spaces


def _heirs(resolver: Resolver, declared: Declared) -> dict[ClassInfo, dict[str, ModuleInfo]]:
    """All classes that declare names or inherit them, each with those that its instances have."""
    heirs: dict[ClassInfo, dict[str, ModuleInfo]] = {}
    for module in resolver.world.modules.values():
        for number, definition in enumerate(module.definitions):
            if definition.kind == "class":
                info = module.class_info(number)
                line = [declared[each] for each in resolver.hierarchy.ancestors(info) if each in declared]
                if line:
                    heirs[info] = {name: home for names in reversed(line) for name, home in names.items()}
    return heirs


def _of_classes(resolver: Resolver, heirs: dict[ClassInfo, dict[str, ModuleInfo]]) -> Iterator[tuple[str, ClassInfo]]:
    for info in heirs:
        for name in _SPACE_ATTRIBUTES:
            expression = info.definition.names.get(name, 0)
            value = resolver.value(info.module, expression) if expression else None
            if isinstance(value, Text) and value.text:
                yield value.text, info


def _of_instances(resolver: Resolver, heirs: dict[ClassInfo, dict[str, ModuleInfo]]) -> Iterator[tuple[str, ClassInfo]]:
    names = {info.definition.name for info in heirs}
    for module in resolver.world.modules.values() if names else ():
        if names.isdisjoint(module.texts) and names.isdisjoint(each.name for each in module.imports):
            continue
        for call in module.of(Op.CALL):
            if module.y[call] >= 0 and written_name(module, call) in names:
                made = resolver.value(module, module.x[call])
                if isinstance(made, ClassValue) and made.info in heirs:
                    yield from ((space, made.info) for space in _given(resolver, module, call))


def _given(resolver: Resolver, module: ModuleInfo, call: int) -> Iterator[str]:
    """The first argument, and those whose keyword speaks of a name."""
    for position, argument in enumerate(module.arguments(call)):
        if (not argument.keyword and not position) or argument.keyword in _SPACE_ATTRIBUTES:
            value = resolver.value(module, argument.value)
            if isinstance(value, Text) and value.text:
                yield value.text
