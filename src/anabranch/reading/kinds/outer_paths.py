"""Paths in `OuterRef`: they stand in an inner query and are looked up in the outer one."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Op
from anabranch.reading.denotations import External, QuerySetMethod, members_of
from anabranch.reading.world import ModuleInfo

_DEEPEST = 60
"""Expressions inside expressions that are followed: more is no query that a person wrote."""


def outer_references(module: ModuleInfo, argument: int) -> Iterator[int]:
    """The arguments of each `OuterRef` that belongs to the query which an expression is an argument of.

    An `OuterRef` two queries further in belongs to the query between them.
    """
    return _visit(module, argument, set(), queries=0, depth=0)


def _visit(
    module: ModuleInfo, expression: int, seen: set[tuple[int, int]], *, queries: int, depth: int
) -> Iterator[int]:
    op = module.op[expression]
    if queries > 1 or depth > _DEEPEST or (expression, queries) in seen:
        return
    seen.add((expression, queries))  # what is built in many branches is reached on many more ways
    if op == Op.CALL and _is_outer_reference(module, expression):
        if queries == 1:
            yield from (argument.value for argument in module.arguments(expression)[:1])
        return
    inside = queries + 1 if op == Op.CALL and _is_query(module, expression) else queries
    for part in _parts(module, expression):
        yield from _visit(module, part, seen, queries=queries, depth=depth + 1)
    for argument in module.arguments(expression) if op == Op.CALL else ():
        yield from _visit(module, argument.value, seen, queries=inside, depth=depth + 1)


def _parts(module: ModuleInfo, expression: int) -> list[int]:
    """What an expression is made of, arguments aside."""
    op = module.op[expression]
    if op in (Op.SEQ, Op.UNION, Op.DICT):
        return module.members(expression)
    if op in (Op.CONCAT, Op.ARITHMETIC):
        return [module.x[expression], module.y[expression]]
    return [module.x[expression]] if op in (Op.LOAD, Op.CALL, Op.ATTR, Op.INDEX) else []


def _is_outer_reference(module: ModuleInfo, call: int) -> bool:
    function = module.memo[module.x[call]]
    return isinstance(function, External) and function.path.startswith("django.") and function.path.endswith("OuterRef")


def _is_query(module: ModuleInfo, call: int) -> bool:
    return any(isinstance(each, QuerySetMethod) for each in members_of(module.memo[module.x[call]]))  # type: ignore[arg-type]
