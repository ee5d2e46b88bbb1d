"""What is written at an expression, whatever it denotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from anabranch.facts.values import Op, ParameterKind
from anabranch.reading.denotations import Text
from anabranch.reading.world import ModuleInfo

_CONTEXTS = ("context", "kwargs")
BY_KEY = frozenset({"get", "pop"})
"""Methods that take an item by its key."""


def called_name(module: ModuleInfo, call: int) -> str:
    """The name that a call is written with, or that an imported function was defined with."""
    function = module.x[call]
    op = module.op[function]
    if op == Op.ATTR:
        return module.texts[module.y[function]]
    value = module.memo[function]
    path = getattr(value, "path", None)
    if isinstance(path, str):
        return path.rpartition(".")[2]
    return module.texts[module.x[function]] if op == Op.NAME else ""


def is_number(module: ModuleInfo, expression: int, number: int) -> bool:
    """Whether a number is written there; `True` is one and `False` zero."""
    return module.op[expression] == Op.INT and module.x[expression] == number


def truth_of(module: ModuleInfo, expression: int) -> bool | None:
    """The truth value that is written there; None where another expression is."""
    return bool(module.x[expression]) if module.op[expression] == Op.INT else None


def is_load(module: ModuleInfo, expression: int) -> bool:
    """Whether an expression calls something with a string: a load by name stands at its string."""
    if module.op[expression] != Op.CALL or module.y[expression] < 0 or isinstance(module.memo[expression], Text):
        return False
    return any(module.op[argument.value] == Op.STR for argument in module.arguments(expression))


def written_name(module: ModuleInfo, call: int) -> str:
    """The name of what is called as the statement or its import writes it; nothing is evaluated."""
    function = module.x[call]
    op = module.op[function]
    if op == Op.LOAD and module.op[module.x[function]] == Op.IMPORT:
        return module.imports[module.x[module.x[function]]].name or ""
    if op == Op.NAME:
        return module.texts[module.x[function]]
    return module.texts[module.y[function]] if op == Op.ATTR else ""


def is_registering(name: str) -> bool:
    """`register`, or `seller_register` as a site of the project's own calls what it puts around it."""
    return name == "register" or name.endswith("_register")


def writes_name(module: ModuleInfo, *endings: str) -> bool:
    """Whether a file writes or imports a name with one of these endings; texts are searched as one, all at once."""
    written = "\n".join((*module.texts, *(each.name or "" for each in module.imports), ""))
    return any(f"{ending}\n" in written for ending in endings)


def value_name(module: ModuleInfo, expression: int) -> str:
    """What a value is called where it is read: by its variable, attribute or key, or by the function that gave it."""
    op = module.op[expression]
    if op == Op.PARAM:
        return module.definitions[module.x[expression]].parameters[module.y[expression]].name
    if op == Op.ATTR or (op == Op.ITER and module.y[expression]):
        return module.texts[module.y[expression]]
    name = key_taken(module, expression)
    return written_name(module, expression).removeprefix("get_") if op == Op.CALL and not name else name


def is_context(module: ModuleInfo, expression: int) -> bool:
    """Whether an expression is called as contexts are, or arguments by name: what is kept there is named by its use."""
    op = module.op[expression]
    if op == Op.PARAM:
        parameter = module.definitions[module.x[expression]].parameters[module.y[expression]]
        return parameter.kind == ParameterKind.DOUBLE_STAR or parameter.name.endswith(_CONTEXTS)
    if op == Op.ATTR:
        return module.texts[module.y[expression]].endswith(_CONTEXTS)
    return key_taken(module, expression).endswith(_CONTEXTS)


def key_taken(module: ModuleInfo, expression: int) -> str:
    """The key of `kwargs["context"]`, `kwargs.get("context")` and `kwargs.pop("context")`; "" of anything else."""
    at = module.y[expression] if module.op[expression] == Op.INDEX else 0
    if module.op[expression] == Op.CALL and written_name(module, expression) in BY_KEY:
        at = next((each.value for each in module.arguments(expression)), 0)
    return module.texts[module.x[at]] if at and module.op[at] == Op.STR else ""


def made_of(module: ModuleInfo, expression: int, parts: Callable[[ModuleInfo, int], Iterable[int]]) -> list[int]:
    """An expression and all that it is put together from, each once; `parts` says that of one alone.

    What is put together of itself in branch after branch would be met twice as often in each.
    """
    found: dict[int, None] = {}
    waiting = [expression]
    while waiting:
        each = waiting.pop()
        if each and each not in found:
            found[each] = None
            waiting += parts(module, each)
    return list(found)
