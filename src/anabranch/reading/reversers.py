"""Functions of the project that give back what `reverse` or `redirect` makes of a URL name that they are given.

Only what such a function returns is looked at: what else it does cannot be seen from another file.
"""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.facts.values import Argument, Op
from anabranch.reading.by_arguments import argument_given
from anabranch.reading.denotations import FunctionValue, members_of
from anabranch.reading.resolver import Resolver
from anabranch.reading.world import FunctionInfo, ModuleInfo
from anabranch.reading.written import written_name

REVERSING = frozenset({"reverse", "reverse_lazy", "redirect", "resolve_url"})
"""Django's functions that take a URL name first."""
OUTSIDE = (
    "admin:",
    "djdt:",
    "rest_framework:",
    "account_",
    "socialaccount_",
    "silk:",
    "hijack:",
    "two_factor:",
    "set_language",
    "django-admindocs-",
    "wagtail",
)
"""URL names that well-known packages declare."""
_FARTHEST = 3
"""Functions between the one that is called and Django's."""
_DEEPEST = 5


def takes_url_name(resolver: Resolver, module: ModuleInfo, call: int, argument: int) -> bool:
    """Whether a call of one of the project's functions hands an argument on as the name of a URL."""
    for function in members_of(resolver.value(module, module.x[call])):
        if isinstance(function, FunctionValue) and argument in _given(resolver, function.info, module, call, 0):
            return True
    return False


def url_name_in(arguments: list[Argument]) -> Argument | None:
    """The argument that Django's functions take as URL name; a keyword after a positional one is part of the URL."""
    first = next((each for each in arguments[:1] if not each.keyword), None)
    return first or next((each for each in arguments if each.keyword in ("viewname", "to")), None)


def hands_url_name_on(resolver: Resolver, function: FunctionInfo) -> bool:
    """Whether a function gives back what Django makes of a URL name that it is given."""
    return any(True for _ in _handed_on(resolver, function, 0))


def _given(resolver: Resolver, function: FunctionInfo, module: ModuleInfo, call: int, steps: int) -> list[int]:
    """The arguments of a call that the function hands on."""
    positions = _handed_on(resolver, function, steps) if steps < _FARTHEST else ()
    return [argument_given(resolver, function, position, module, call) for position in positions]


def _handed_on(resolver: Resolver, function: FunctionInfo, steps: int) -> Iterator[int]:
    """Positions of the parameters that a function hands on as the name of a URL."""
    module = function.module
    for call in (each for returned in function.definition.returns for each in _calls_in(module, returned, 0)):
        arguments = module.arguments(call)
        if written_name(module, call) in REVERSING:
            named = url_name_in(arguments)
            handed = [named.value] if named is not None else []
        elif any(module.op[_written(module, each.value)] == Op.PARAM for each in arguments):
            called = resolver.value(module, module.x[call])
            handed = _given(resolver, called.info, module, call, steps + 1) if isinstance(called, FunctionValue) else []
        else:
            continue
        for parameter in (_written(module, each) for each in handed):
            if module.op[parameter] == Op.PARAM and module.x[parameter] == function.number:
                yield module.y[parameter]


def _written(module: ModuleInfo, expression: int) -> int:
    return module.x[expression] if module.op[expression] == Op.LOAD else expression


def _calls_in(module: ModuleInfo, expression: int, depth: int) -> Iterator[int]:
    """The calls that an expression is made of."""
    op = module.op[expression]
    parts: list[int] = []
    if op == Op.CALL:
        yield expression
        parts = [argument.value for argument in module.arguments(expression)]
    elif op in (Op.UNION, Op.FORMAT):
        parts = module.members(expression)
    elif op == Op.CONCAT:
        parts = [module.x[expression], module.y[expression]]
    elif op == Op.LOAD:
        parts = [module.x[expression]]
    for part in parts if depth < _DEEPEST else ():
        yield from _calls_in(module, part, depth + 1)
