"""Names that a module finds by `__getattr__` (PEP 562), read from the tables that it looks them up in.

Two forms are usual: the name leads to a module, as text or as (module, attribute); or the module leads to its names,
as in the `_import_structure` of large libraries.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import Denotation, Several, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import Found, ModuleInfo, absolute_name


def find_lazily(resolver: Resolver, module: ModuleInfo, name: str) -> Found | None:
    """What a name leads to that the module does not bind itself."""
    if "__getattr__" not in module.definitions[0].names:
        return None
    paths = (
        path
        for key, value in _rows(resolver, module)
        for dotted in _targets(key, value, name)
        for path in _absolute(module, dotted)
    )
    return next((found for found in map(resolver.by_dotted_name, paths) if found is not None), None)


def _rows(resolver: Resolver, module: ModuleInfo) -> Iterator[tuple[str, Denotation]]:
    """Keys and values of all dictionaries that the module's names are bound to."""
    for expression in module.definitions[0].names.values():
        if expression and module.op[expression] == Op.DICT:
            members = module.members(expression)
            for key, value in zip(members[::2], members[1::2], strict=True):
                named = resolver.value(module, key)
                if isinstance(named, Text):
                    yield named.text, resolver.value(module, value)


def _targets(key: str, value: Denotation, name: str) -> Iterator[str]:
    match value:
        case Text(text) if key == name:
            yield f"{text}.{name}"
            yield text.replace(":", ".")
        case Several(items=(Text(home), Text(attribute))) if key == name:
            yield f"{home}.{attribute}"
        case Several(items=items) if Text(name) in items:
            yield f"{key}.{name}"


def _absolute(module: ModuleInfo, dotted: str) -> tuple[str, ...]:
    """The names that a dotted text can mean: as its leading dots say, else of the package itself or of the project."""
    bare = dotted.lstrip(".")
    level = len(dotted) - len(bare)
    return (absolute_name(module, bare, level),) if level else (absolute_name(module, bare, 1), bare)
