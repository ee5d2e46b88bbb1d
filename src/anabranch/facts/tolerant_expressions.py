"""Expressions: one small function a kind of tree-sitter node."""

import ast
from collections.abc import Callable, Sequence
from types import EllipsisType

from tree_sitter import Node

from anabranch.facts.tolerant_nodes import (
    BrokenNode,
    at,
    between,
    field,
    fields,
    has_token,
    identifier,
    inside,
    named,
    only,
    optional_field,
    parts,
    text,
)
from anabranch.facts.tolerant_operations import binary_operation, flattened, star_outside
from anabranch.facts.tolerant_parameters import lambda_parameters
from anabranch.facts.tolerant_strings import string

_UNARY: dict[str, type[ast.unaryop]] = {"+": ast.UAdd, "-": ast.USub, "~": ast.Invert}
_BOOLEAN: dict[str, type[ast.boolop]] = {"and": ast.And, "or": ast.Or}
_COMPARISON: dict[str, type[ast.cmpop]] = {
    "<": ast.Lt,
    "<=": ast.LtE,
    "==": ast.Eq,
    "!=": ast.NotEq,
    "<>": ast.NotEq,
    ">=": ast.GtE,
    ">": ast.Gt,
    "in": ast.In,
    "not in": ast.NotIn,
    "is": ast.Is,
    "is not": ast.IsNot,
}


def expression(node: Node) -> ast.expr:
    """Convert an expression; `BrokenNode` where a piece of it cannot be read."""
    convert = _CONVERTERS.get(node.type)
    if convert is None or node.has_error:
        raise BrokenNode(node)
    return star_outside(convert(node))


def target(node: Node) -> ast.expr:
    """Convert what an assignment, a loop or a walrus binds."""
    return stored(expression(node))


def stored(made: ast.expr, context: type[ast.expr_context] = ast.Store) -> ast.expr:
    """Mark an expression, and what it unpacks, as written to or deleted."""
    if isinstance(made, ast.Name | ast.Attribute | ast.Subscript | ast.Starred | ast.List | ast.Tuple):
        made.ctx = context()
    if isinstance(made, ast.Starred):
        stored(made.value, context)
    elif isinstance(made, ast.List | ast.Tuple):
        for element in made.elts:
            stored(element, context)
    return made


def unparenthesised(nodes: Sequence[Node]) -> ast.expr:
    """Convert a list with its commas: a comma makes it a tuple, which ends with the last one."""
    values = [expression(node) for node in nodes if node.is_named]
    if len(nodes) == 1:
        return values[0]
    return between(nodes[0], nodes[-1], ast.Tuple(values, ast.Load()))


def index(nodes: Sequence[Node]) -> ast.expr:
    """Convert what stands in brackets, where a star alone makes a tuple too."""
    made = unparenthesised(nodes)
    if not isinstance(made, ast.Starred):
        return made
    return between(nodes[0], nodes[0], ast.Tuple([made], ast.Load()))


def split_alias(node: Node) -> tuple[ast.expr, Node | None]:
    """Split `a as b`; the grammar lets the `as` belong to the end of what stands before it."""
    links = [node]
    while links[-1].type in ("conditional_expression", "lambda"):
        links.append(named(links[-1])[-1])
    made = edge = expression(node)
    if links[-1].type != "as_pattern":
        return made, None
    row, column = named(links[-1])[0].end_point
    for _ in links[1:]:
        edge.end_lineno, edge.end_col_offset = row + 1, column
        edge = edge.orelse if isinstance(edge, ast.IfExp) else getattr(edge, "body", edge)
    return made, field(links[-1], "alias")


def call_arguments(nodes: Sequence[Node]) -> tuple[list[ast.expr], list[ast.keyword]]:
    """Split the arguments of a call, or the bases of a class, as `ast` does."""
    args: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    for node in nodes:
        if node.type == "keyword_argument":
            value = expression(field(node, "value"))
            keywords.append(at(node, ast.keyword(identifier(field(node, "name")), value)))
        elif node.type == "dictionary_splat":
            keywords.append(at(node, ast.keyword(None, expression(only(named(node), node)))))
        else:
            args.append(expression(node))
    return args, keywords


def dotted(node: Node) -> ast.expr:
    """Convert `a.b.c` where the grammar has one node for it: patterns."""
    first, *others = named(node)
    made: ast.expr = name(first)
    for other in others:
        made = between(first, other, ast.Attribute(made, identifier(other), ast.Load()))
    return made


def number(node: Node) -> ast.expr:
    """Convert a number; Python 2 wrote `0777` and `10L`."""
    digits = text(node)
    try:
        value = ast.literal_eval(digits)
    except (SyntaxError, ValueError):
        value = _old_number(node, digits.rstrip("lL"))
    return at(node, ast.Constant(value, kind=None))


def _old_number(node: Node, digits: str) -> int:
    try:
        is_octal = digits.startswith("0") and digits.isdecimal()
        return int(digits, 8 if is_octal else 0)
    except ValueError:
        raise BrokenNode(node) from None


def literal_string(node: Node) -> ast.expr:
    """Convert a string, of one piece or several."""
    return string(node, expression)


def _all(nodes: Sequence[Node]) -> list[ast.expr]:
    return [expression(node) for node in nodes]


def _child(node: Node, name: str) -> ast.expr:
    return expression(field(node, name))


def _inner(node: Node) -> ast.expr:
    return expression(only(named(node), node))


def name(node: Node) -> ast.Name:
    """Convert a name that is read."""
    return at(node, ast.Name(identifier(node), ast.Load()))


def _constant(value: bool | EllipsisType | None) -> Callable[[Node], ast.expr]:
    return lambda node: at(node, ast.Constant(value, kind=None))


def _binary(node: Node) -> ast.expr:
    return binary_operation(node, expression)


def _boolean(node: Node) -> ast.expr:
    word = field(node, "operator").type
    children = flattened(node, lambda found: _is_boolean(found, word))
    values = [expression(child) for child in children if child.type != word]
    return at(node, ast.BoolOp(_BOOLEAN[word](), values))


def _is_boolean(node: Node, word: str) -> bool:
    return node.type == "boolean_operator" and field(node, "operator").type == word


def _unary(node: Node) -> ast.expr:
    operator = _UNARY[field(node, "operator").type]()
    return at(node, ast.UnaryOp(operator, _child(node, "argument")))


def _not(node: Node) -> ast.expr:
    return at(node, ast.UnaryOp(ast.Not(), _child(node, "argument")))


def _comparison(node: Node) -> ast.expr:
    first, *rest = parts(node)
    operators = [_COMPARISON[operator.type]() for operator in rest[::2]]
    return at(node, ast.Compare(expression(first), operators, _all(rest[1::2])))


def _conditional(node: Node) -> ast.expr:
    body, test, otherwise = _all(named(node))
    return at(node, ast.IfExp(test, body, otherwise))


def _before_as(node: Node) -> ast.expr:
    return expression(named(node)[0])


def _walrus(node: Node) -> ast.expr:
    name = at(field(node, "name"), ast.Name(identifier(field(node, "name")), ast.Store()))
    return at(node, ast.NamedExpr(name, _child(node, "value")))


def _lambda(node: Node) -> ast.expr:
    arguments = lambda_parameters(optional_field(node, "parameters"), expression)
    return at(node, ast.Lambda(arguments, _child(node, "body")))


def _await(node: Node) -> ast.expr:
    """The grammar takes `await a ** b` for `await (a ** b)`."""
    awaited = only(named(node), node)
    if awaited.type != "binary_operator":
        return at(node, ast.Await(expression(awaited)))
    base, power = field(awaited, "left"), field(awaited, "right")
    left = between(node, base, ast.Await(expression(base)))
    return at(node, ast.BinOp(left, ast.Pow(), expression(power)))


def _yield(node: Node) -> ast.expr:
    values = named(node)
    if has_token(node, "from"):
        return at(node, ast.YieldFrom(_inner(node)))
    return at(node, ast.Yield(expression(values[0]) if values else None))


def _attribute(node: Node) -> ast.expr:
    name = identifier(field(node, "attribute"))
    return at(node, ast.Attribute(_child(node, "object"), name, ast.Load()))


def _subscript(node: Node) -> ast.expr:
    subscript = index(inside(node, "[", "]"))
    return at(node, ast.Subscript(_child(node, "value"), subscript, ast.Load()))


def _slice(node: Node) -> ast.expr:
    bounds: list[ast.expr | None] = [None]
    for child in parts(node):
        if child.type == ":":
            bounds.append(None)
        else:
            bounds[-1] = expression(child)
    lower, upper, step = (*bounds, None)[:3]
    return at(node, ast.Slice(lower, upper, step))


def _call(node: Node) -> ast.expr:
    arguments = field(node, "arguments")
    is_generator = arguments.type == "generator_expression"
    args, keywords = call_arguments([arguments] if is_generator else named(arguments))
    return at(node, ast.Call(_child(node, "function"), args, keywords))


def _tuple(node: Node) -> ast.expr:
    return at(node, ast.Tuple(_all(named(node)), ast.Load()))


def _tuple_target(node: Node) -> ast.expr:
    """The grammar does not tell `(a)` from `(a,)` on the left of an assignment."""
    targets = named(node)
    if len(targets) == 1 and not has_token(node, ","):
        return expression(targets[0])
    return _tuple(node)


def _list(node: Node) -> ast.expr:
    return at(node, ast.List(_all(named(node)), ast.Load()))


def _set(node: Node) -> ast.expr:
    return at(node, ast.Set(_all(named(node))))


def _dictionary(node: Node) -> ast.expr:
    keys: list[ast.expr | None] = []
    values: list[ast.expr] = []
    for item in named(node):
        is_pair = item.type == "pair"
        keys.append(_child(item, "key") if is_pair else None)
        values.append(_child(item, "value") if is_pair else _inner(item))
    return at(node, ast.Dict(keys, values))


def _starred(node: Node) -> ast.expr:
    return at(node, ast.Starred(_inner(node), ast.Load()))


def _generators(node: Node) -> list[ast.comprehension]:
    made: list[ast.comprehension] = []
    for clause in named(node)[1:]:
        if clause.type == "if_clause":
            made[-1].ifs.append(_inner(clause))
        else:
            made.append(_generator(clause))
    return made


def _generator(clause: Node) -> ast.comprehension:
    bound = target(field(clause, "left"))
    iterable = unparenthesised(fields(clause, "right"))
    return ast.comprehension(bound, iterable, [], int(has_token(clause, "async")))


def _list_comprehension(node: Node) -> ast.expr:
    return at(node, ast.ListComp(_child(node, "body"), _generators(node)))


def _set_comprehension(node: Node) -> ast.expr:
    return at(node, ast.SetComp(_child(node, "body"), _generators(node)))


def _generator_expression(node: Node) -> ast.expr:
    return at(node, ast.GeneratorExp(_child(node, "body"), _generators(node)))


def _dictionary_comprehension(node: Node) -> ast.expr:
    pair = field(node, "body")
    key, value = _child(pair, "key"), _child(pair, "value")
    return at(node, ast.DictComp(key, value, _generators(node)))


def _generic_type(node: Node) -> ast.expr:
    """The `list[int]` of an annotation, where the grammar thinks of type parameters."""
    owner, parameters = named(node)
    return at(node, ast.Subscript(name(owner), index(parts(parameters)[1:-1]), ast.Load()))


def _member_type(node: Node) -> ast.expr:
    owner, name = named(node)
    return at(node, ast.Attribute(expression(owner), identifier(name), ast.Load()))


def _constrained_type(node: Node) -> ast.expr:
    """Inside brackets that are no type parameters, `a: b` is a slice."""
    lower, upper = _all(named(node))
    return at(node, ast.Slice(lower, upper, None))


_CONVERTERS: dict[str, Callable[[Node], ast.expr]] = {
    "as_pattern": _before_as,
    "as_pattern_target": _inner,
    "attribute": _attribute,
    "await": _await,
    "binary_operator": _binary,
    "boolean_operator": _boolean,
    "call": _call,
    "comparison_operator": _comparison,
    "concatenated_string": literal_string,
    "conditional_expression": _conditional,
    "constrained_type": _constrained_type,
    "dictionary": _dictionary,
    "dictionary_comprehension": _dictionary_comprehension,
    "ellipsis": _constant(...),
    "expression_list": _tuple,
    "false": _constant(False),
    "float": number,
    "generator_expression": _generator_expression,
    "generic_type": _generic_type,
    "identifier": name,
    "integer": number,
    "lambda": _lambda,
    "list": _list,
    "list_comprehension": _list_comprehension,
    "list_pattern": _list,
    "list_splat": _starred,
    "list_splat_pattern": _starred,
    "member_type": _member_type,
    "named_expression": _walrus,
    "none": _constant(None),
    "not_operator": _not,
    "parenthesized_expression": _inner,
    "pattern_list": _tuple,
    "set": _set,
    "set_comprehension": _set_comprehension,
    "slice": _slice,
    "splat_type": _starred,
    "string": literal_string,
    "subscript": _subscript,
    "true": _constant(True),
    "tuple": _tuple,
    "tuple_pattern": _tuple_target,
    "type": _inner,
    "unary_operator": _unary,
    "union_type": _binary,
    "yield": _yield,
}
