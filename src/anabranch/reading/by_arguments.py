"""What a function gives that follows from its arguments: `get_or_404(Model, …)`, `first_of(queryset)`."""

from __future__ import annotations

from anabranch.facts.values import Op, ParameterKind
from anabranch.reading.attributes import decorator_names
from anabranch.reading.denotations import ClassValue, Denotation, Instance, Many, QuerySet, members_of, one_of
from anabranch.reading.knowledge import QUERYSET_CHAIN, QUERYSET_ITEM
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import FunctionInfo, ModuleInfo

_SHORTCUTS = {"get_object_or_404", "aget_object_or_404"}
_MANAGERS = {"objects", "_default_manager", "_base_manager"}
_KEEPING = _SHORTCUTS | QUERYSET_ITEM | QUERYSET_CHAIN
"""Calls whose result is made of the queryset or model that they start from."""
_DEEPEST = 8


def by_arguments(resolver: Resolver, function: FunctionInfo, module: ModuleInfo, call: int) -> Denotation:
    """The argument that a returned expression is made of, or an object of it; None where it is not that simple."""
    values = []
    for returned in function.definition.returns:
        parameter, is_item = _origin(resolver, function, returned)
        if parameter < 0:
            return None
        argument = argument_given(resolver, function, parameter, module, call)
        given = resolver.value(module, argument) if argument else None
        values.append(_item(given) if is_item else given)
    return one_of(values)


def _origin(resolver: Resolver, function: FunctionInfo, expression: int) -> tuple[int, bool]:
    """The position of the parameter that an expression starts from, and whether one object is taken from it.

    A parameter of a function around this one is none of its arguments.
    """
    module, is_item = function.module, False
    for _ in range(_DEEPEST):
        op = module.op[expression]
        if op == Op.PARAM:
            return (module.y[expression] if module.x[expression] == function.number else -1), is_item
        if op == Op.CALL:
            name, start = _called(resolver, module, expression)
            if not start or name not in _KEEPING:
                break
            is_item = is_item or name in _SHORTCUTS or name in QUERYSET_ITEM
            expression = start
        elif op == Op.LOAD or (op == Op.ATTR and module.texts[module.y[expression]] in _MANAGERS):
            expression = module.x[expression]
        else:
            break
    return -1, False


def _called(resolver: Resolver, module: ModuleInfo, call: int) -> tuple[str, int]:
    """The name of what is called, and the expression that the result starts from."""
    function = module.x[call]
    path = getattr(resolver.value(module, function), "path", "")
    if isinstance(path, str) and path.rpartition(".")[2] in _SHORTCUTS:
        arguments = module.arguments(call)
        return path.rpartition(".")[2], arguments[0].value if arguments else 0
    name = module.texts[module.y[function]] if module.op[function] == Op.ATTR else ""
    return name, module.x[function] if module.op[function] == Op.ATTR else 0


def argument_given(resolver: Resolver, function: FunctionInfo, parameter: int, module: ModuleInfo, call: int) -> int:
    """The expression that a call gives for a parameter; 0 where none is written there."""
    declared = function.definition.parameters[parameter]
    is_method = function.owner is not None and "staticmethod" not in decorator_names(resolver, function)
    shift = 1 if is_method else 0
    is_placed = declared.kind == ParameterKind.POSITIONAL
    for place, argument in enumerate(module.arguments(call)):
        if argument.keyword == declared.name or (is_placed and not argument.keyword and place + shift == parameter):
            return argument.value
        is_placed = is_placed and argument.keyword != "*"  # which may give any number of them
    return 0


def _item(value: Denotation) -> Denotation:
    found: list[Denotation] = []
    for member in members_of(value):
        if isinstance(member, ClassValue):
            found.append(Instance(member.info))
        elif isinstance(member, QuerySet | Many):
            found.append(member.item)
    return one_of(found)
