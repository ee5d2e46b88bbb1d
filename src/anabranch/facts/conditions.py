"""What a condition comes to where the environment sets nothing, as on a machine where a project is first started.

Settings switch apps and models on and off by environment variables (`if os.environ.get("NO_BUGS") is None:`); their
defaults stand beside them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Final

from anabranch.facts.spelling import last_name

Known = Mapping[str, object]
"""The values of names of the top level, as far as they are known."""

UNKNOWN: Final = object()
_TRUE = ("1", "on", "t", "true", "y", "yes")
_DEEPEST = 12


def holds_by_default(test: ast.expr, known: Known) -> bool | None:
    """Whether a condition holds; None where that is not known."""
    return _truth(test, known, 0)


def value_by_default(node: ast.expr, known: Known) -> object:
    """What an expression comes to, or UNKNOWN."""
    return _value(node, known, 0)


def _truth(node: ast.expr, known: Known, depth: int) -> bool | None:
    """A condition may be known to hold where its value is not: `unknown() or True`."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        holds = _truth(node.operand, known, depth)
        return None if holds is None else not holds
    if isinstance(node, ast.BoolOp):
        parts = [_truth(part, known, depth) for part in node.values]
        ends = isinstance(node.op, ast.Or)
        return ends if ends in parts else None if None in parts else not ends
    value = _value(node, known, depth)
    return None if value is UNKNOWN else bool(value)


def _value(node: ast.expr, known: Known, depth: int) -> object:
    read = _READERS.get(type(node))
    return read(node, known, depth + 1) if read is not None and depth < _DEEPEST else UNKNOWN


def _constant(node: ast.Constant, _known: Known, _depth: int) -> object:
    return node.value


def _name(node: ast.Name | ast.Attribute, known: Known, _depth: int) -> object:
    if isinstance(node, ast.Name) and node.id in known:
        return known[node.id]
    return _EMPTY.get(last_name(node), UNKNOWN)


_EMPTY: Mapping[str, object] = {"environ": {}, "argv": []}
"""The environment and the arguments: nothing that a setting could ask for."""


def _not(node: ast.UnaryOp, known: Known, depth: int) -> object:
    holds = _truth(node, known, depth) if isinstance(node.op, ast.Not) else None
    return UNKNOWN if holds is None else holds


def _all_or_any(node: ast.BoolOp, known: Known, depth: int) -> object:
    """The first value that decides: it is not known where one before it is not."""
    ends = isinstance(node.op, ast.Or)
    value: object = UNKNOWN
    for part in node.values:
        value = _value(part, known, depth)
        if value is UNKNOWN or bool(value) is ends:
            break
    return value


def _compared(node: ast.Compare, known: Known, depth: int) -> object:
    left, *others = (_value(part, known, depth) for part in (node.left, *node.comparators))
    compare = _COMPARISONS.get(type(node.ops[0]))
    if len(others) != 1 or compare is None or left is UNKNOWN or others[0] is UNKNOWN:
        return UNKNOWN
    try:
        return compare(left, others[0])
    except TypeError:
        return UNKNOWN


_COMPARISONS: Mapping[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Is: lambda left, right: left is right,
    ast.IsNot: lambda left, right: left is not right,
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.In: lambda left, right: left in right,  # type: ignore[operator]
    ast.NotIn: lambda left, right: left not in right,  # type: ignore[operator]
}


def _several(node: ast.Tuple | ast.List | ast.Set, known: Known, depth: int) -> object:
    values = [_value(part, known, depth) for part in node.elts]
    return UNKNOWN if UNKNOWN in values else values


def _call(node: ast.Call, known: Known, depth: int) -> object:
    """The default of what asks the environment; what a conversion makes of it."""
    name = last_name(node.func)
    if isinstance(node.func, ast.Attribute) and name in _TEXT_METHODS and not node.args:
        text = _value(node.func.value, known, depth)
        return getattr(text, name)() if isinstance(text, str) else UNKNOWN
    if name in _CONVERSIONS and len(node.args) == 1 and isinstance(node.func, ast.Name):
        return _converted(name, _value(node.args[0], known, depth))
    default = _default_of(node, name)
    value = _value(default, known, depth) if default is not None else UNKNOWN
    casts = [last_name(each.value) for each in node.keywords if each.arg in ("cast", "type")]
    return _cast(value, [*casts, name] if name == "bool" else casts, casts_default="config" in (name, _base_of(node)))


def _cast(value: object, casts: list[str], *, casts_default: bool) -> object:
    """What a look-up makes of its default: decouple casts a text, django-environ gives it as it stands."""
    if not casts or not isinstance(value, str):
        return value
    if casts_default:
        return _as_switch(value) if casts[0] == "bool" else _converted("int", value) if casts[0] == "int" else UNKNOWN
    return value if casts[0] != "bool" or bool(value) is _as_switch(value) else UNKNOWN


_TEXT_METHODS = ("lower", "upper", "strip", "title", "casefold")
_CONVERSIONS = ("bool", "int", "str", "strtobool", "str2bool", "str_to_bool")


def _default_of(node: ast.Call, name: str) -> ast.expr | None:
    """The default of a call such as `environ.get("DEBUG", "0")`, `getenv("DEBUG")`, `env.bool("DEBUG", default=False)`.

    None where the call asks no environment variable, or has no default.
    """
    asked = node.args[0] if node.args else None
    if not (isinstance(asked, ast.Constant) and isinstance(asked.value, str) and asked.value.isupper()):
        return None
    base = _base_of(node)
    given = next((each.value for each in node.keywords if each.arg == "default"), None)
    if given is None and len(node.args) > 1 and base != "config":  # `config.get("SECTION", "option")`
        given = node.args[1]
    if given is None and (name == "getenv" or (name == "get" and base == "environ")):
        return ast.Constant(None)
    return given if name == "getenv" or {"env", "environ", "config"} & {name, base} else None


def _base_of(node: ast.Call) -> str:
    return last_name(node.func.value) if isinstance(node.func, ast.Attribute) else ""


def _converted(name: str, value: object) -> object:
    if value is UNKNOWN or name == "bool":
        return value if value is UNKNOWN else bool(value)
    if name == "str":
        return str(value)
    if name != "int":
        return _as_switch(value)
    try:
        return int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return UNKNOWN


def _as_switch(value: object) -> object:
    """What tools that read the environment take a text for."""
    return value.strip().lower() in _TRUE if isinstance(value, str) else value


_READERS: Mapping[type[ast.expr], Callable[..., object]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _name,
    ast.UnaryOp: _not,
    ast.BoolOp: _all_or_any,
    ast.Compare: _compared,
    ast.Tuple: _several,
    ast.List: _several,
    ast.Set: _several,
    ast.Call: _call,
}
