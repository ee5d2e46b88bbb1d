"""The patterns of `match` statements."""

import ast
from collections.abc import Callable, Sequence

from tree_sitter import Node

from anabranch.facts.tolerant_expressions import dotted, expression, literal_string, number
from anabranch.facts.tolerant_nodes import (
    BrokenNode,
    at,
    between,
    has_token,
    identifier,
    named,
    only,
    parts,
    text,
)

_WILDCARD = "_"
_SINGLETONS = {"true": True, "false": False, "none": None}


def case_patterns(clause: Node) -> ast.pattern:
    """Read what a `case` matches: one pattern, or a sequence without parentheses."""
    found = [child for child in named(clause) if child.type == "case_pattern"]
    before_colon = [child for child in parts(clause) if child.type in ("case_pattern", ",")]
    if len(before_colon) == 1:
        return pattern(found[0])
    sequence = ast.MatchSequence([pattern(child) for child in found])
    return between(before_colon[0], before_colon[-1], sequence)


def pattern(node: Node) -> ast.pattern:
    """Convert one pattern."""
    convert = _CONVERTERS.get(node.type)
    if convert is None or node.has_error:
        raise BrokenNode(node)
    return convert(node)


def _from_parts(nodes: Sequence[Node], around: Node) -> ast.pattern:
    """A negative number is the one pattern that the grammar leaves in two pieces."""
    if len(nodes) == 2 and nodes[0].type == "-":
        minus, digits = nodes
        value = between(minus, digits, ast.UnaryOp(ast.USub(), number(digits)))
        return between(minus, digits, ast.MatchValue(value))
    return pattern(only(nodes, around))


def _case(node: Node) -> ast.pattern:
    return _from_parts(parts(node), node)


def _value(node: Node) -> ast.pattern:
    return at(node, ast.MatchValue(expression(node)))


def _string(node: Node) -> ast.pattern:
    return at(node, ast.MatchValue(literal_string(node)))


def _singleton(node: Node) -> ast.pattern:
    return at(node, ast.MatchSingleton(_SINGLETONS[node.type]))


def _wildcard(node: Node) -> ast.pattern:
    return at(node, ast.MatchAs(None, None))


def _name_or_value(node: Node) -> ast.pattern:
    if len(named(node)) > 1:
        return at(node, ast.MatchValue(dotted(node)))
    name = identifier(node)
    return at(node, ast.MatchAs(None, None if name == _WILDCARD else name))


def _as(node: Node) -> ast.pattern:
    inner, name = named(node)
    return at(node, ast.MatchAs(pattern(inner), identifier(name)))


def _union(node: Node) -> ast.pattern:
    groups: list[list[Node]] = [[]]
    for child in parts(node):
        if child.type == "|":
            groups.append([])
        else:
            groups[-1].append(child)
    return at(node, ast.MatchOr([_from_parts(group, node) for group in groups]))


def _sequence(node: Node) -> ast.pattern:
    return at(node, ast.MatchSequence([pattern(child) for child in named(node)]))


def _group_or_sequence(node: Node) -> ast.pattern:
    children = named(node)
    if len(children) == 1 and not has_token(node, ","):
        return pattern(children[0])
    return _sequence(node)


def _star(node: Node) -> ast.pattern:
    name = text(parts(node)[-1])
    return at(node, ast.MatchStar(None if name == _WILDCARD else name))


def _mapping(node: Node) -> ast.pattern:
    keys: list[ast.expr] = []
    patterns: list[ast.pattern] = []
    rest: str | None = None
    waiting: list[Node] = []
    for child in parts(node)[1:-1]:
        if child.type == "splat_pattern":
            rest = text(parts(child)[-1])
        elif child.type == ":":
            keys.append(_key(waiting, node))
            waiting = []
        elif child.type == "case_pattern":
            patterns.append(pattern(child))
        elif child.type != ",":
            waiting.append(child)
    return at(node, ast.MatchMapping(keys, patterns, rest))


def _key(nodes: Sequence[Node], around: Node) -> ast.expr:
    made = _from_parts(nodes, around)
    if isinstance(made, ast.MatchValue):
        return made.value
    if isinstance(made, ast.MatchSingleton):
        return at(nodes[0], ast.Constant(made.value, kind=None))
    raise BrokenNode(around)


def _class(node: Node) -> ast.pattern:
    name, *arguments = named(node)
    positional: list[ast.pattern] = []
    names: list[str] = []
    patterns: list[ast.pattern] = []
    for argument in arguments:
        inner = parts(argument)
        if inner[0].type == "keyword_pattern":
            keyword, _, *value = parts(inner[0])
            names.append(identifier(keyword))
            patterns.append(_from_parts(value, argument))
        else:
            positional.append(pattern(argument))
    return at(node, ast.MatchClass(dotted(name), positional, names, patterns))


def _complex(node: Node) -> ast.pattern:
    *minus, real, sign, imaginary = parts(node)
    left = number(real)
    if minus:
        left = between(minus[0], real, ast.UnaryOp(ast.USub(), left))
    operator = ast.Add() if sign.type == "+" else ast.Sub()
    value = at(node, ast.BinOp(left, operator, number(imaginary)))
    return at(node, ast.MatchValue(value))


_CONVERTERS: dict[str, Callable[[Node], ast.pattern]] = {
    "_": _wildcard,
    "as_pattern": _as,
    "case_pattern": _case,
    "class_pattern": _class,
    "complex_pattern": _complex,
    "concatenated_string": _string,
    "dict_pattern": _mapping,
    "dotted_name": _name_or_value,
    "false": _singleton,
    "float": _value,
    "integer": _value,
    "list_pattern": _sequence,
    "none": _singleton,
    "splat_pattern": _star,
    "string": _string,
    "true": _singleton,
    "tuple_pattern": _group_or_sequence,
    "union_pattern": _union,
}
