"""URL names that methods of a class declare, under a namespace that each instance or subclass is given.

A class has a method that gives `path("", self.index, name="index")`; elsewhere stands `Section("catalog")`; and the
name is `catalog:index`. What an admin of models declares, each admin site has under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, Text
from anabranch.reading.resolver import Resolver, paths_outside
from anabranch.reading.world import ClassInfo, ModuleInfo
from anabranch.reading.written import written_name

_SPACE_ATTRIBUTES = ("name", "namespace", "url_namespace", "app_name", "label")
_SITE = "AdminSite"

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


def admin_classes(resolver: Resolver) -> frozenset[ClassInfo]:
    """Admin classes and sites, and what they inherit of the project: Django puts their patterns below `admin:`."""
    admins = (info for info in resolver.models.classes if _is_of_admin(resolver, info))
    return frozenset(above for info in admins for above in resolver.hierarchy.ancestors(info))


def _is_of_admin(resolver: Resolver, info: ClassInfo) -> bool:
    """Whether a class descends from one of Django's admin, or from another package's that its name tells to be one."""
    above = resolver.hierarchy.externals(info)
    if any(".admin." in path and path.endswith(("Admin", _SITE)) for path in above):
        return True
    return any(path.endswith("Admin") for path in above) and resolver.models.registered(info) is not None


def find_spaces(resolver: Resolver, declared: Declared, admins: frozenset[ClassInfo]) -> Spaces:
    """The names under each namespace that an instance or a subclass of a declaring class is given."""
    heirs = _heirs(resolver, declared) if declared else {}
    given = [(space, heirs[heir]) for space, heir in (*_of_classes(resolver, heirs), *_of_instances(resolver, heirs))]
    of_models = [
        names for owner, names in declared.items() if owner in admins and not is_site(resolver, ClassValue(owner))
    ]
    given += [(space, names) for space in (sites_of_admin(resolver) if of_models else ()) for names in of_models]
    spaces: Spaces = {}
    for space, names in given:
        known = spaces.setdefault(space, {})
        for name, module in names.items():
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
    for module, call, made in _made(resolver, {info.definition.name for info in heirs}):
        if isinstance(made, ClassValue) and made.info in heirs:
            yield from ((space, made.info) for space in _given(resolver, module, call))


def sites_of_admin(resolver: Resolver) -> Iterator[str]:
    """The names of admin sites that the project makes."""
    classes = (
        module.class_info(number)
        for module in resolver.world.modules.values()
        for number, each in enumerate(module.definitions)
        if each.kind == "class"
    )
    own = {info.definition.name for info in classes if is_site(resolver, ClassValue(info))}
    for module, call, made in _made(resolver, {*own, _SITE}):
        if is_site(resolver, made):
            yield from _given(resolver, module, call)


def is_site(resolver: Resolver, value: Denotation) -> bool:
    """Whether a value is an admin site, or a class of such."""
    return any(path.endswith(f".{_SITE}") for path in paths_outside(resolver, value))


def _made(resolver: Resolver, names: set[str]) -> Iterator[tuple[ModuleInfo, int, Denotation]]:
    """Calls with arguments of what bears one of these names, and what that is."""
    for module in resolver.world.modules.values() if names else ():
        written = (module.texts, (each.name for each in module.imports), (each.name for each in module.definitions))
        if not all(map(names.isdisjoint, written)):
            for call in module.of(Op.CALL):
                if module.y[call] >= 0 and (_defined_name(module, call) or written_name(module, call)) in names:
                    yield module, call, resolver.value(module, module.x[call])


def _defined_name(module: ModuleInfo, call: int) -> str:
    """The name of what is called, where it is defined in the same file."""
    function = module.x[call]
    bound = module.x[function] if module.op[function] == Op.LOAD else function
    return module.definitions[module.x[bound]].name if module.op[bound] == Op.DEF else ""


def _given(resolver: Resolver, module: ModuleInfo, call: int) -> Iterator[str]:
    """The first argument, and those whose keyword speaks of a name."""
    for position, argument in enumerate(module.arguments(call)):
        if (not argument.keyword and not position) or argument.keyword in _SPACE_ATTRIBUTES:
            value = resolver.value(module, argument.value)
            if isinstance(value, Text) and value.text:
                yield value.text
