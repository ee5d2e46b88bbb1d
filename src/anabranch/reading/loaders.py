"""Loaders: first-party functions that are given names as strings and give back what the names stand for.

A call is taken for a load by its evidence: `get_class("catalogue.models", "Product")` names a module of the
project by the end of its dotted name and something defined there, or `get_model("catalogue", "Product")` a model
of the registry, and the function hands its arguments on to `import_module`, `import_string` or `get_model`.
"""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.denotations import ClassValue, Denotation, External, FunctionValue, Several, Text
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import FunctionInfo, ModuleInfo


def loaded(resolver: Resolver, module: ModuleInfo, call: int) -> Denotation:
    """What a call of a loader gives; None where the function is no loader or the names lead nowhere."""
    arguments = module.arguments(call)
    if not arguments:
        return None
    values = [resolver.value(module, argument.value) for argument in arguments[:3]]
    first = values[0]
    if not isinstance(first, Text):
        return None
    function = resolver.value(module, module.x[call])
    if not isinstance(function, FunctionValue) or not is_loader(function.info):
        return None
    second = values[1] if len(values) > 1 else None
    if isinstance(second, Several):
        items = tuple(
            load(resolver, first.text, item.text) if isinstance(item, Text) else None for item in second.items
        )
        return Several(items) if any(items) else None
    return load(resolver, first.text, second.text if isinstance(second, Text) else "")


def load(resolver: Resolver, where: str, name: str) -> Denotation:
    """What a module label or app label, and a name in it, stand for."""
    if not name:
        found = resolver.by_dotted_name(where)
        return resolver.found_value(found) if found is not None else None
    model = resolver.models.by_label(f"{where}.{name}")
    if model is not None:
        return ClassValue(model)
    for module in resolver.world.ending_in(where):
        outcome = resolver.find(module, name)
        if not isinstance(outcome, str) and outcome is not None:
            return resolver.found_value(outcome)
    return None


def how_loaded(resolver: Resolver, module: ModuleInfo, call: int) -> str:
    """The kind of a load: `path` where Django or Python imports a dotted string, else `get-model`."""
    function = resolver.value(module, module.x[call])
    path = function.path.rpartition(".")[2] if isinstance(function, External) else ""
    return "path" if path in ("import_string", "import_module", "import_from_string") else "get-model"


_FINAL = {"import_module", "import_string", "get_model", "__import__", "import_from_string", "_import_module"}


def is_loader(function: FunctionInfo) -> bool:
    """Whether a function, or one that it calls in its own module, imports by name."""
    seen: set[FunctionInfo] = set()
    waiting = [function]
    while waiting:
        each = waiting.pop()
        if each in seen or len(seen) > _MOST_FOLLOWED:
            continue
        seen.add(each)
        called = _calls_of(each.module).get(each.number, ())
        if _FINAL & {name for name, _ in called}:
            return True
        waiting += [each.module.function_info(number) for _, number in called if number >= 0]
    return False


_MOST_FOLLOWED = 20


def _calls_of(module: ModuleInfo) -> dict[int, list[tuple[str, int]]]:
    """For each function of a module: names of what it calls, with their definition where it is in the module."""
    known = module.calls_by_function
    if known is None:
        known = module.calls_by_function = {}
        for call in module.of(Op.CALL):
            if module.op[module.x[call]] == Op.ATTR:
                known.setdefault(module.scope[call], []).append((module.texts[module.y[module.x[call]]], -1))
        for expression in module.of(Op.NAME):
            known.setdefault(module.scope[expression], []).append(_named(module, expression))
    return known


def _named(module: ModuleInfo, expression: int) -> tuple[str, int]:
    name = module.texts[module.x[expression]]
    bound = module.definitions[0].names.get(name, 0)
    number = module.x[bound] if bound and module.op[bound] == Op.DEF else -1
    return name, number if number >= 0 and module.definitions[number].kind == "function" else -1
