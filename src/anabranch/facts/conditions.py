"""What a condition comes to where the environment sets nothing, as on a machine where a project is first started.

Settings switch apps and models on and off by environment variables (`if os.environ.get("NO_BUGS") is None:`); their
defaults stand beside them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Final

from anabranch.facts.spelling import last_name

Assigned = Mapping[str, ast.expr]
"""What names of the top level were last assigned to."""

_UNKNOWN: Final = object()
_TRUE = ("1", "on", "t", "true", "y", "yes")
_DEEPEST = 12


def holds_by_default(test: ast.expr, assigned: Assigned) -> bool | None:
    """Whether a condition holds; None where that is not known."""
    value = _value(test, assigned, 0)
    return None if value is _UNKNOWN else bool(value)


def _value(node: ast.expr, assigned: Assigned, depth: int) -> object:
    read = _READERS.get(type(node))
    return read(node, assigned, depth + 1) if read is not None and depth < _DEEPEST else _UNKNOWN


def _constant(node: ast.Constant, _assigned: Assigned, _depth: int) -> object:
    return node.value


def _name(node: ast.Name | ast.Attribute, assigned: Assigned, depth: int) -> object:
    bound = assigned.get(node.id) if isinstance(node, ast.Name) else None
    if bound is not None:
        return _value(bound, assigned, depth)
    return _EMPTY.get(last_name(node), _UNKNOWN)


_EMPTY: Mapping[str, object] = {"environ": {}, "argv": []}
"""The environment and the arguments: nothing that a setting could ask for."""


def _not(node: ast.UnaryOp, assigned: Assigned, depth: int) -> object:
    value = _value(node.operand, assigned, depth)
    return _UNKNOWN if value is _UNKNOWN or not isinstance(node.op, ast.Not) else not value


def _all_or_any(node: ast.BoolOp, assigned: Assigned, depth: int) -> object:
    values = [_value(part, assigned, depth) for part in node.values]
    ends = isinstance(node.op, ast.Or)
    deciding = next((value for value in values if value is not _UNKNOWN and bool(value) is ends), _UNKNOWN)
    return deciding if deciding is not _UNKNOWN or _UNKNOWN in values else values[-1]


def _compared(node: ast.Compare, assigned: Assigned, depth: int) -> object:
    left, *others = (_value(part, assigned, depth) for part in (node.left, *node.comparators))
    compare = _COMPARISONS.get(type(node.ops[0]))
    if len(others) != 1 or compare is None or left is _UNKNOWN or others[0] is _UNKNOWN:
        return _UNKNOWN
    try:
        return compare(left, others[0])
    except TypeError:
        return _UNKNOWN


_COMPARISONS: Mapping[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Is: lambda left, right: left is right,
    ast.IsNot: lambda left, right: left is not right,
    ast.Eq: lambda left, right: left == right,
    ast.NotEq: lambda left, right: left != right,
    ast.In: lambda left, right: left in right,  # type: ignore[operator]
    ast.NotIn: lambda left, right: left not in right,  # type: ignore[operator]
}


def _several(node: ast.Tuple | ast.List | ast.Set, assigned: Assigned, depth: int) -> object:
    values = [_value(part, assigned, depth) for part in node.elts]
    return _UNKNOWN if _UNKNOWN in values else values


def _call(node: ast.Call, assigned: Assigned, depth: int) -> object:
    """The default of what asks the environment; what a conversion makes of it."""
    name = last_name(node.func)
    if isinstance(node.func, ast.Attribute) and name in _TEXT_METHODS and not node.args:
        text = _value(node.func.value, assigned, depth)
        return getattr(text, name)() if isinstance(text, str) else _UNKNOWN
    if name in _CONVERSIONS and len(node.args) == 1 and isinstance(node.func, ast.Name):
        return _converted(name, _value(node.args[0], assigned, depth))
    default = _default_of(node, name)
    value = _value(default, assigned, depth) if default is not None else _UNKNOWN
    casts = [last_name(each.value) for each in node.keywords if each.arg in ("cast", "type")]
    return _as_switch(value) if "bool" in (name, *casts) else value


_TEXT_METHODS = ("lower", "upper", "strip", "title", "casefold")
_CONVERSIONS = ("bool", "int", "str", "strtobool", "str2bool", "str_to_bool")


def _default_of(node: ast.Call, name: str) -> ast.expr | None:
    """The default of a call such as `environ.get("DEBUG", "0")`, `getenv("DEBUG")`, `env.bool("DEBUG", default=False)`.

    None where the call asks no environment variable, or has no default.
    """
    asked = node.args[0] if node.args else None
    if not (isinstance(asked, ast.Constant) and isinstance(asked.value, str) and asked.value.isupper()):
        return None
    given = next((each.value for each in node.keywords if each.arg == "default"), None)
    given = given if given is not None else node.args[1] if len(node.args) > 1 else None
    base = last_name(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    if given is None and (name == "getenv" or (name == "get" and base == "environ")):
        return ast.Constant(None)
    return given if name == "getenv" or {"env", "environ", "config"} & {name, base} else None


def _converted(name: str, value: object) -> object:
    if value is _UNKNOWN or name == "bool":
        return value if value is _UNKNOWN else bool(value)
    if name == "str":
        return str(value)
    if name != "int":
        return _as_switch(value)
    try:
        return int(value)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return _UNKNOWN


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
