"""Which view a URL pattern names."""

from __future__ import annotations

from anabranch.facts.values import Op
from anabranch.reading.call_sites import Place, written_at
from anabranch.reading.denotations import ClassValue, ExternalCall, FunctionValue, ViewMethod
from anabranch.reading.resolver import Resolver

_DEEPEST = 12
"""Calls that a view is wrapped in."""


def view_symbol(resolver: Resolver, view: Place) -> str:
    """The dotted name of the view that answers, through `as_view()` and decorators."""
    for _ in range(_DEEPEST):
        view = written_at(resolver, view)
        module, expression = view.module, view.expression
        value = resolver.value(module, expression)
        if isinstance(value, ClassValue | FunctionValue | ViewMethod):
            return value.info.symbol
        if module.op[expression] != Op.CALL:
            break
        function = module.x[expression]
        if module.op[function] == Op.ATTR and module.texts[module.y[function]] == "as_view":
            view = view.at(module.x[function])
        elif isinstance(value, ExternalCall) and module.arguments(expression):
            view = view.at(module.arguments(expression)[0].value)
        else:
            break
    return ""
