"""Loaders: first-party functions that are given names as strings and give back what the names stand for.

A call is taken for a load by its evidence: `get_class("catalogue.models", "Product")` names a module of the
project by the end of its dotted name and something defined there, or `get_model("catalogue", "Product")` a model
of the registry, and the function hands its arguments on to `import_module`, `import_string` or `get_model`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from anabranch.facts.values import Import, Op
from anabranch.reading.denotations import ClassValue, Denotation, External, FunctionValue, Several, Text
from anabranch.reading.outside import known_outside
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
    return known_outside(f"{where}.{name}")


def how_loaded(resolver: Resolver, module: ModuleInfo, call: int) -> str:
    """The kind of a load: `path` where Django or Python imports a dotted string, `use` where nothing is loaded by name.

    A function that gives a class back, such as `get_serializer_class()`, is asked for no name, and `partial(send, to)`
    gives back what it was given.
    """
    function = resolver.value(module, module.x[call])
    if isinstance(function, FunctionValue) and loaded(resolver, module, call) is None:
        return "use"
    if not isinstance(function, External):
        return "get-model"
    name = function.path.rpartition(".")[2]
    if name in ("import_string", "import_module", "import_from_string"):
        return "path"
    return "use" if name in _HANDING_BACK else "get-model"


_HANDING_BACK = {
    "partial",
    "sync_to_async",
    "async_to_sync",
    "database_sync_to_async",
    "copy",
    "deepcopy",
    "cast",
    "type",
    "next",
    "max",
    "min",
    "choice",
}


_FINAL = {"import_module", "import_string", "get_model", "__import__", "import_from_string", "_import_module"}


def is_loader(function: FunctionInfo) -> bool:
    """Whether a function hands what it is given on to an import by name, itself or through others of its module."""
    if not mentions_imports(function.module.texts, function.module.imports):
        return False
    seen: set[FunctionInfo] = set()
    waiting = [function]
    while waiting and len(seen) < _MOST_FOLLOWED:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        for name, number in _handed_on(each.module).get(each.number, ()):
            if name in _FINAL:
                return True
            if number >= 0:
                waiting.append(each.module.function_info(number))
    return False


def mentions_imports(texts: Sequence[str], imports: Iterable[Import]) -> bool:
    """Whether a file with these texts and imports can load by name at all."""
    return not _FINAL.isdisjoint(texts) or any(each.name in _FINAL for each in imports)


_MOST_FOLLOWED = 20


def _handed_on(module: ModuleInfo) -> dict[int, list[tuple[str, int]]]:
    """For each function of a module: what it calls with something of its parameters.

    A name, and the number of its definition in the module. What a local variable holds is called by the name of the
    import that gave it.
    """
    known = module.calls_by_function
    if known is None:
        known = module.calls_by_function = {}
        for call in module.of(Op.CALL):
            given = [argument.value for argument in module.arguments(call)]
            if any(_is_from_parameter(module, expression, 0) for expression in given):
                known.setdefault(module.scope[call], []).append(_callee(module, module.x[call]))
    return known


def _is_from_parameter(module: ModuleInfo, expression: int, depth: int) -> bool:
    op = module.op[expression]
    if op == Op.PARAM:
        return True
    if depth > _DEEPEST or not expression:
        return False
    if op in (Op.ATTR, Op.LOAD, Op.ITER, Op.INDEX, Op.COMPREHENSION):
        parts = [module.x[expression]]
    elif op in (Op.FORMAT, Op.SEQ, Op.UNION):
        parts = module.members(expression)
    elif op in (Op.CONCAT, Op.ARITHMETIC):
        parts = [module.x[expression], module.y[expression]]
    elif op == Op.CALL:
        parts = [module.x[expression], *(argument.value for argument in module.arguments(expression))]
    else:
        parts = []
    return any(_is_from_parameter(module, part, depth + 1) for part in parts)


_DEEPEST = 6


def _callee(module: ModuleInfo, function: int) -> tuple[str, int]:
    op = module.op[function]
    if op == Op.ATTR:
        return module.texts[module.y[function]], -1
    if op == Op.LOAD:
        return _bound_callee(module, module.x[function])
    if op != Op.NAME:
        return "", -1
    name = module.texts[module.x[function]]
    bound = module.definitions[0].names.get(name, 0)
    number = module.x[bound] if bound and module.op[bound] == Op.DEF else -1
    is_function = number >= 0 and module.definitions[number].kind == "function"
    return (_imported_name(module, bound) or name), number if is_function else -1


def _bound_callee(module: ModuleInfo, bound: int) -> tuple[str, int]:
    if module.op[bound] == Op.IMPORT:
        return _imported_name(module, bound), -1
    if module.op[bound] != Op.CALL:
        return "", -1
    _, number = _callee(module, module.x[bound])
    returned = module.definitions[number].returns if number >= 0 else ()
    names = [_callee(module, module.x[each])[0] for each in returned if module.op[each] == Op.CALL]
    return next((name for name in names if name in _FINAL), ""), -1


def _imported_name(module: ModuleInfo, bound: int) -> str:
    if not bound or module.op[bound] != Op.IMPORT:
        return ""
    statement = module.imports[module.x[bound]]
    return statement.name or statement.module
