"""What functions put into the contexts of templates under names of their own."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo
from anabranch.reading.written import called_name

ADDING = ("get_context_data", "get_context")
"""Methods of views that make a context."""
_TAKING = frozenset({"get_context_data", "get_context", "update", "dict", "Context"})
"""Calls whose keywords become items of a context."""


def items_of(function: FunctionInfo) -> Iterator[tuple[str, int]]:
    """Every item that a function names: in literals, as an argument of what makes contexts, and one by one."""
    module = function.module
    for each in module.inside(function.number, Op.DICT):
        members = module.members(each)
        for key, value in zip(members[0::2], members[1::2], strict=True):
            if module.op[key] == Op.STR:
                yield module.texts[module.x[key]], value
    for each in module.inside(function.number, Op.CALL):
        if called_name(module, each) in _TAKING:
            yield from ((argument.keyword, argument.value) for argument in module.arguments(each) if argument.keyword)
    for name, value in function.definition.attributes.items():
        if name.startswith("["):
            yield name[1:-1], value


def unpacked_in(function: FunctionInfo) -> Iterator[int]:
    """Calls whose whole result a function puts into a dictionary: `{**shared()}`, `context.update(shared())`."""
    module = function.module
    whole: list[int] = []
    for each in module.inside(function.number, Op.DICT):
        members = module.members(each)
        whole += [value for key, value in zip(members[0::2], members[1::2], strict=True) if not key]
    for each in module.inside(function.number, Op.CALL):
        if called_name(module, each) in _TAKING:
            whole += [argument.value for argument in module.arguments(each) if argument.keyword in ("", "**")]
    for each in whole:
        value = module.x[each] if module.op[each] == Op.LOAD else each
        if module.op[value] == Op.CALL:
            yield value


def is_stored(resolver: Resolver, view: ClassInfo, module: ModuleInfo, function: int, name: str) -> bool:
    """Whether a function, or a method that makes the context of a view, puts something of its own under a name."""
    if module.definitions[function].kind == "function" and any(
        key == name for key, _ in items_of(module.function_info(function))
    ):
        return True
    return any(_stores(each, name) for each in resolver.hierarchy.ancestors(view))


def _stores(info: ClassInfo, name: str) -> bool:
    """Whether a method of a class does so item by item, which is what can be seen of it from another file."""
    module = info.module
    made = (info.definition.names.get(method, 0) for method in ADDING)
    methods = (module.definitions[module.x[each]] for each in made if module.op[each] == Op.DEF)
    return any(f"[{name}]" in method.attributes for method in methods)
