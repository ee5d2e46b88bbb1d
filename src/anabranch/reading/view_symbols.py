"""Which view a URL pattern names."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.call_sites import Place, written_at
from anabranch.reading.denotations import ClassValue, Denotation, ExternalCall, FunctionValue, Instance, ViewMethod
from anabranch.reading.resolver import Resolver
from anabranch.reading.written import written_name

_DEEPEST = 12
"""Calls that a view is wrapped in."""


def view_symbol(resolver: Resolver, view: Place) -> str:
    """The dotted name of the view that answers, through `as_view()` and decorators."""
    for _ in range(_DEEPEST):
        view = written_at(resolver, view)
        value = resolver.value(view.module, view.expression)
        wrapped = _wrapped(resolver, view, value)
        if wrapped:
            view = view.at(wrapped)
        elif isinstance(value, ClassValue | FunctionValue | Instance | ViewMethod):
            return value.info.symbol
        else:
            break
    return ""


def _wrapped(resolver: Resolver, view: Place, value: Denotation) -> int:
    """The class of `as_view()`, or what a decorator is given; 0 where a view is neither."""
    module, call = view.module, view.expression
    if module.op[call] != Op.CALL:
        return 0
    if written_name(module, call) == "as_view":
        return module.x[module.x[call]]
    first = next((argument.value for argument in module.arguments(call)), 0)
    if isinstance(value, ExternalCall):
        return first
    is_decorator = first and isinstance(value, FunctionValue) and value.info.definition.parent
    is_view = module.op[first] == Op.CALL or isinstance(resolver.value(module, first), FunctionValue)
    return first if is_decorator and is_view else 0
