"""What a parameter is given by the calls of its function that stand in the same file.

Calls elsewhere may give something else, so that nothing which the function returns, or sets an attribute, an item or a
global to, may be made of such a parameter; unless the function stands in another, which does nothing but call it.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Flag, Op
from anabranch.reading.by_arguments import argument_given
from anabranch.reading.denotations import (
    ClassValue,
    Denotation,
    FunctionValue,
    Instance,
    Many,
    QuerySet,
    members_of,
    one_of,
)
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import ClassInfo, FunctionInfo, ModuleInfo

_MOST_CALLS = 20
_MOST_SEEN = 200
_PREDICATES = ("is_", "has_", "can_", "should_", "_is_", "_has_", "_can_", "_should_")
_TELLING = (Instance, QuerySet, Many)


def given_beside(resolver: Resolver, function: FunctionInfo, parameter: int) -> Denotation:
    """The objects, querysets and lists that calls in the function's own module give for a parameter that it reads."""
    module = function.module
    calls = _calls_of(module, _called_as(function).definition.name)
    if not calls or len(calls) > _MOST_CALLS or not module.attributes_of(parameter):
        return None
    is_kept = any(_is_made_of(module, each, parameter) for each in _seen_elsewhere(function))
    if is_kept and not _is_only_called(function):
        return None
    found: list[Denotation] = []
    for call in calls:
        called = resolver.value(module, module.x[call])
        if isinstance(called, FunctionValue | ClassValue) and called.info is _called_as(function):
            argument = argument_given(resolver, function, module.y[parameter], module, call)
            given = resolver.value(module, argument) if argument else None
            found += [each for each in members_of(given) if isinstance(each, _TELLING)]
    return one_of(found)


def says_yes_or_no(function: FunctionInfo) -> bool:
    """Whether a function is called as one whose result is true or false, whatever that is made of."""
    return function.definition.name.startswith(_PREDICATES)


def _is_only_called(function: FunctionInfo) -> bool:
    """Whether a function stands in another that only calls it, so that all of its calls are beside it."""
    module, definition = function.module, function.definition
    if module.definitions[definition.parent].kind != "function" or definition.decorators:
        return False
    uses = (each for each in module.of(Op.LOAD) if _is_of(module, module.x[each], function))
    return all(module.flags[each] & Flag.CALLED for each in uses)


def _is_of(module: ModuleInfo, expression: int, function: FunctionInfo) -> bool:
    return module.op[expression] == Op.DEF and module.x[expression] == function.number


def _seen_elsewhere(function: FunctionInfo) -> Iterator[int]:
    """What a function leaves where others read it: results, and what attributes, items and globals are set to."""
    module, definitions, number = function.module, function.module.definitions, function.number
    if not says_yes_or_no(function):
        yield from function.definition.returns
    yield from (each for each in definitions[0].names.values() if module.scope[each] == number)
    while number:
        stored = definitions[number].attributes.items()
        yield from (value for name, value in stored if not name.startswith("fields["))
        number = definitions[number].parent


def _called_as(function: FunctionInfo) -> FunctionInfo | ClassInfo:
    """What is called: a class, where the function makes its objects."""
    owner = function.owner
    return owner if owner is not None and function.definition.name == "__init__" else function


def _calls_of(module: ModuleInfo, name: str) -> list[int]:
    """The calls with arguments of what bears a name, as a function, method or class."""
    known = module.calls_by_name
    if known is None:
        known = module.calls_by_name = {}
        for call in module.of(Op.CALL):
            called = _name_called(module, module.x[call]) if module.y[call] >= 0 else ""
            if called:
                known.setdefault(called, []).append(call)
    return known.get(name, [])


def _name_called(module: ModuleInfo, function: int) -> str:
    op = module.op[function]
    if op in (Op.NAME, Op.ATTR):
        return module.texts[module.x[function] if op == Op.NAME else module.y[function]]
    bound = module.x[function] if op == Op.LOAD else 0
    return module.definitions[module.x[bound]].name if module.op[bound] == Op.DEF else ""


def _is_made_of(module: ModuleInfo, expression: int, parameter: int) -> bool:
    """Whether an expression is made of a parameter, as far as one can see; so is what is too large to tell."""
    waiting, seen = [expression], {0, expression}
    while waiting and len(seen) < _MOST_SEEN:
        each = waiting.pop()
        if each == parameter:
            return True
        new = [part for part in _parts(module, each) if part not in seen]
        seen.update(new)
        waiting += new
    return bool(waiting)


def _parts(module: ModuleInfo, expression: int) -> list[int]:
    op = module.op[expression]
    if op in (Op.ATTR, Op.LOAD, Op.ITER, Op.COMPREHENSION, Op.ENTER):
        return [module.x[expression]]
    if op in (Op.INDEX, Op.CONCAT, Op.ARITHMETIC):
        return [module.x[expression], module.y[expression]]
    if op in (Op.SEQ, Op.DICT, Op.UNION, Op.FORMAT):
        return module.members(expression)
    if op == Op.DEF:  # a function inside this one
        return list(module.definitions[module.x[expression]].returns)
    if op == Op.CALL:
        return [module.x[expression], *(each.value for each in module.arguments(expression))]
    return []
