"""`get-model`: loads by name whose result is used on the spot, and loads that nothing can resolve."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.collector import Collector
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    External,
    FunctionValue,
    ModuleValue,
    Several,
    Text,
    members_of,
)
from anabranch.reading.loaders import how_loaded, is_loader
from anabranch.reading.world import Found, ModuleInfo
from anabranch.reading.written import written_name

_BY_NAME = {"get_model", "import_string", "import_module", "get_registered_model", "load_model", "import_from_string"}


def collect(collector: Collector, module: ModuleInfo) -> None:
    """Calls that load by name; a call bound to a name counts only where the name is never used."""
    _collect_user_models(collector, module)
    loads = [call for call in module.of(Op.CALL) if module.y[call] >= 0 and _loads(collector, module, call)]
    if not loads:
        return
    used = {module.x[expression] for expression in module.of(Op.LOAD)} | _bound_and_used(module)
    used |= {module.x[item] for item in used if module.op[item] == Op.INDEX}
    for call in loads:
        _collect_load(collector, module, call, is_used=call in used)


def _collect_user_models(collector: Collector, module: ModuleInfo) -> None:
    """`get_user_model()` used on the spot: the call is the reference."""
    if not any(each.name == "get_user_model" for each in module.imports) and "get_user_model" not in module.texts:
        return
    used = {module.x[expression] for expression in module.of(Op.LOAD)} | _bound_and_used(module)
    for call in module.of(Op.CALL):
        if (
            call in used
            or module.roles.get(call) in ("relation", "signal")
            or written_name(module, call) != "get_user_model"
        ):
            continue
        value = collector.resolver.value(module, call)
        if isinstance(value, ClassValue):
            at = module.line[call], module.column[call]
            kind = module.roles.get(call, "get-model")
            collector.add_class(module, module.scope[call], at, kind, value.info, note="the project's user model")


def _bound_and_used(module: ModuleInfo) -> set[int]:
    """Calls bound at the top level to names that functions use."""
    names = {module.texts[module.x[expression]] for expression in module.of(Op.NAME)}
    top = module.definitions[0].names
    bound = {expression for name, expression in top.items() if name in names}
    return {expression for expression in bound if module.op[expression] in (Op.CALL, Op.INDEX)}


def _loads(collector: Collector, module: ModuleInfo, call: int) -> bool:
    function = module.x[call]
    is_method = module.op[function] == Op.ATTR and module.texts[module.y[function]] in _BY_NAME
    if not is_method and module.op[function] not in (Op.NAME, Op.LOAD):
        return False
    value = collector.resolver.value(module, function)
    if is_method and not isinstance(value, FunctionValue):
        return True
    if isinstance(value, FunctionValue):
        first = collector.resolver.value(module, module.arguments(call)[0].value)
        return isinstance(first, Text | Several) and is_loader(value.info)
    return isinstance(value, External) and value.path.rpartition(".")[2] in _BY_NAME


def _collect_load(collector: Collector, module: ModuleInfo, call: int, *, is_used: bool) -> None:
    arguments = module.arguments(call)
    values = [collector.resolver.value(module, argument.value) for argument in arguments[:2]]
    texts = [argument for argument, value in zip(arguments, values, strict=False) if isinstance(value, Text | Several)]
    if not texts:
        _tell_unknown(collector, module, call)
        return
    kind = how_loaded(collector.resolver, module, call)
    for argument in texts:
        if argument.value not in module.found:
            module.roles[argument.value] = kind
    loaded = _found(collector.resolver.value(module, call))
    if loaded and is_used:
        return
    loaded = loaded or (_bound_at(collector, values[0]) if kind == "path" else [])
    if not loaded and None in values:
        _tell_unknown(collector, module, call)
    by_keyword = (each for each in texts if each.keyword == "model_name")
    named = next(by_keyword, texts[0 if kind == "path" else -1])
    at = module.line[named.value] or named.line, module.column[named.value] or named.column
    for found in loaded:
        if found.module is not module:
            collector.add(module, module.scope[call], at, module.roles.get(call, kind), collector.imported(found))


def _tell_unknown(collector: Collector, module: ModuleInfo, call: int) -> None:
    is_direct = isinstance(collector.resolver.value(module, module.x[call]), External | None)
    if is_direct and not _is_inside_loader(module, call):
        collector.add_unseen(module, module.line[call], "name is not known until run time", "loaded by name")


def _is_inside_loader(module: ModuleInfo, call: int) -> bool:
    scope = module.scope[call]
    return (
        module.definitions[scope].kind == "function"
        and is_loader(module.function_info(scope))
        and (any(module.op[argument.value] == Op.PARAM for argument in module.arguments(call)))
    )


def _bound_at(collector: Collector, path: Denotation) -> list[Found]:
    """What a dotted string names that is no class, function or module: a signal, a constant."""
    found = [collector.resolver.by_dotted_name(each.text) for each in members_of(path) if isinstance(each, Text)]
    return [each for each in found if each is not None]


def _found(value: Denotation) -> list[Found]:
    found = []
    for member in members_of(value):
        if isinstance(member, Several):
            found += [each for item in member.items for each in _found(item)]
        elif isinstance(member, ClassValue | FunctionValue):
            found.append(Found(member.info.module, member.info.definition.qualname))
        elif isinstance(member, ModuleValue):
            found.append(Found(member.module))
    return found
