"""Binary operations, ranked as Python ranks them where the grammar does not."""

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tree_sitter import Node

from anabranch.facts.tolerant_nodes import between, parts

Converter = Callable[[Node], ast.expr]

_BINARY: dict[str, type[ast.operator]] = {
    "+": ast.Add,
    "-": ast.Sub,
    "*": ast.Mult,
    "@": ast.MatMult,
    "/": ast.Div,
    "%": ast.Mod,
    "//": ast.FloorDiv,
    "**": ast.Pow,
    "|": ast.BitOr,
    "&": ast.BitAnd,
    "^": ast.BitXor,
    "<<": ast.LShift,
    ">>": ast.RShift,
}
_RANK = {
    "|": 0,
    "^": 1,
    "&": 2,
    "<<": 3,
    ">>": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "@": 5,
    "/": 5,
    "%": 5,
    "//": 5,
    "**": 6,
}
_OPERATIONS = frozenset({"binary_operator", "union_type", "type"})
_LEFTMOST: dict[type[ast.expr], str] = {
    ast.Attribute: "value",
    ast.BinOp: "left",
    ast.Call: "func",
    ast.Compare: "left",
    ast.IfExp: "body",
    ast.Subscript: "value",
}


def replace_leftmost(made: ast.expr, replacement: ast.expr) -> ast.expr:
    """Give `made` another first operand, and the start of that."""
    if isinstance(made, ast.BoolOp):
        made.values[0] = replacement
    else:
        setattr(made, _LEFTMOST[type(made)], replacement)
    made.lineno, made.col_offset = replacement.lineno, replacement.col_offset
    return made


def star_outside(made: ast.expr) -> ast.expr:
    """The grammar takes a lone `*a.b()` for `(*a).b()`."""
    first = getattr(made, _LEFTMOST.get(type(made), ""), None)
    starred = made.values[0] if isinstance(made, ast.BoolOp) else first
    if not isinstance(starred, ast.Starred):
        return made
    starred.value = replace_leftmost(made, starred.value)
    starred.end_lineno, starred.end_col_offset = made.end_lineno, made.end_col_offset
    return starred


def flattened(node: Node, is_link: Callable[[Node], bool]) -> Iterator[Node]:
    """Operands and operators in order, without a stack of calls: long chains nest deeply."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if is_link(current):
            waiting.extend(reversed(parts(current)))
        else:
            yield current


class _Operand(NamedTuple):
    """An operand with its outermost nodes: parentheses belong to its place, not to `made`."""

    first: Node
    last: Node
    made: ast.expr


def binary_operation(node: Node, expression: Converter) -> ast.expr:
    """Build the operation anew: the grammar ranks `^` above `&` and `|` by the type before it."""
    operands: list[_Operand] = []
    operators: list[str] = []
    for position, part in enumerate(flattened(node, lambda found: found.type in _OPERATIONS)):
        if position % 2 == 0:
            operands.append(_Operand(part, part, expression(part)))
            continue
        while operators and _binds_first(operators[-1], part.type):
            _reduce(operands, operators)
        operators.append(part.type)
    while operators:
        _reduce(operands, operators)
    return operands[0].made


def _binds_first(left: str, right: str) -> bool:
    return _RANK[left] > _RANK[right] or (_RANK[left] == _RANK[right] and left != "**")


def _reduce(operands: list[_Operand], operators: list[str]) -> None:
    right, left = operands.pop(), operands.pop()
    operation = ast.BinOp(left.made, _BINARY[operators.pop()](), right.made)
    made = star_outside(between(left.first, right.last, operation))
    operands.append(_Operand(left.first, right.last, made))
