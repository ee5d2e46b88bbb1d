"""Simple statements: one small function a kind of tree-sitter node."""

import ast
from collections.abc import Callable, Sequence

from tree_sitter import Node

from anabranch.facts.tolerant_expressions import (
    call_arguments,
    expression,
    index,
    name,
    stored,
    target,
    unparenthesised,
)
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
from anabranch.facts.tolerant_operations import replace_leftmost

_OPERATORS: dict[str, type[ast.operator]] = {
    "+=": ast.Add,
    "-=": ast.Sub,
    "*=": ast.Mult,
    "/=": ast.Div,
    "@=": ast.MatMult,
    "//=": ast.FloorDiv,
    "%=": ast.Mod,
    "**=": ast.Pow,
    ">>=": ast.RShift,
    "<<=": ast.LShift,
    "&=": ast.BitAnd,
    "^=": ast.BitXor,
    "|=": ast.BitOr,
}
_LEFT_FIELDS = {"attribute": "object", "call": "function", "subscript": "value"}


def simple_statement(node: Node) -> ast.stmt:
    """Convert a statement without a body; `BrokenNode` where it cannot be read."""
    if node.has_error:
        raise BrokenNode(node)
    return at(node, _CONVERTERS[node.type](node))


def is_simple(node: Node) -> bool:
    """Tell whether the node is a statement without a body."""
    return node.type in _CONVERTERS


def _expression_statement(node: Node) -> ast.stmt:
    children = parts(node)
    if children[0].type == "assignment":
        return _assignment(children[0])
    if children[0].type == "augmented_assignment":
        return _augmented_assignment(children[0])
    return ast.Expr(unparenthesised(children))


def _assignment(node: Node) -> ast.stmt:
    annotation = optional_field(node, "type")
    if annotation is not None:
        return _annotated_assignment(node, annotation)
    targets = [target(field(node, "left"))]
    value = field(node, "right")
    while value.type == "assignment":
        targets.append(target(field(value, "left")))
        value = field(value, "right")
    return ast.Assign(targets, expression(value))


def _annotated_assignment(node: Node, annotation: Node) -> ast.stmt:
    left, right = field(node, "left"), optional_field(node, "right")
    bound = target(left)
    if not isinstance(bound, ast.Name | ast.Attribute | ast.Subscript):
        raise BrokenNode(left)
    value = expression(right) if right is not None else None
    return ast.AnnAssign(bound, expression(annotation), value, int(left.type == "identifier"))


def _augmented_assignment(node: Node) -> ast.stmt:
    left = field(node, "left")
    bound = target(left)
    if not isinstance(bound, ast.Name | ast.Attribute | ast.Subscript):
        raise BrokenNode(left)
    operator = _OPERATORS[field(node, "operator").type]()
    return ast.AugAssign(bound, operator, expression(field(node, "right")))


def _type_alias(node: Node) -> ast.stmt:
    """`type X[T] = …` binds X; older Pythons have no node that says more."""
    left = only(named(field(node, "left")), node)
    if left.type == "identifier":
        bound: ast.expr = name(left)
    elif left.type == "generic_type":
        bound = name(named(left)[0])
    else:
        bound = _rooted_in_type(node.children[0], left)
    return ast.Assign([stored(bound)], expression(field(node, "right")))


def _rooted_in_type(word: Node, left: Node) -> ast.expr:
    """The grammar takes `type(a).b = c` for an alias of `(a).b`."""
    links = [left]
    while links[-1].type in _LEFT_FIELDS:
        links.append(field(links[-1], _LEFT_FIELDS[links[-1].type]))
    root = links.pop()
    made: ast.expr
    if root.type == "list":
        made = ast.Subscript(name(word), index(inside(root, "[", "]")), ast.Load())
    else:
        arguments = [root] if root.type == "generator_expression" else named(root)
        made = ast.Call(name(word), *call_arguments(arguments))
    made = between(word, root, made)
    for link in reversed(links):
        made = replace_leftmost(expression(link), made)
    return made


def _assert(node: Node) -> ast.stmt:
    test, *message = named(node)
    return ast.Assert(expression(test), expression(message[0]) if message else None)


def _return(node: Node) -> ast.stmt:
    values = named(node)
    return ast.Return(expression(values[0]) if values else None)


def _delete(node: Node) -> ast.stmt:
    listed = only(named(node), node)
    targets = named(listed) if listed.type == "expression_list" else [listed]
    return ast.Delete([stored(expression(child), ast.Del) for child in targets])


def _raise(node: Node) -> ast.stmt:
    cause = optional_field(node, "cause")
    raised = named(node)[:1]
    if raised and raised[0].type == "expression_list":
        raised = named(raised[0])[:1]
    exception = expression(raised[0]) if raised else None
    return ast.Raise(exception, expression(cause) if cause is not None else None)


def _global(node: Node) -> ast.stmt:
    return ast.Global([identifier(child) for child in named(node)])


def _nonlocal(node: Node) -> ast.stmt:
    return ast.Nonlocal([identifier(child) for child in named(node)])


def _import(node: Node) -> ast.stmt:
    return ast.Import(_aliases(node))


def _import_from(node: Node) -> ast.stmt:
    level, module = _module(field(node, "module_name"))
    stars = [child for child in named(node) if child.type == "wildcard_import"]
    names = [at(star, ast.alias("*", None)) for star in stars] or _aliases(node)
    return ast.ImportFrom(module, names, level)


def _future_import(node: Node) -> ast.stmt:
    return ast.ImportFrom("__future__", _aliases(node), 0)


def _module(node: Node) -> tuple[int, str | None]:
    if node.type == "dotted_name":
        return 0, _dotted_text(node)
    dots, *names = named(node)
    return text(dots).count("."), _dotted_text(names[0]) if names else None


def _aliases(node: Node) -> list[ast.alias]:
    return [_alias(child) for child in fields(node, "name") if child.is_named]


def _alias(node: Node) -> ast.alias:
    if node.type == "dotted_name":
        return at(node, ast.alias(_dotted_text(node), None))
    imported = _dotted_text(field(node, "name"))
    return at(node, ast.alias(imported, identifier(field(node, "alias"))))


def _dotted_text(node: Node) -> str:
    return ".".join(identifier(child) for child in named(node))


def _print(node: Node) -> ast.stmt:
    """`print >>file, x` is a tuple to Python 3; `print x` is read as the call it became."""
    word, arguments = node.children[0], fields(node, "argument")
    first = parts(node)[1]
    if first.type != "chevron":
        return _called(node, word, arguments)
    stream = expression(only(named(first), first))
    shift = between(word, first, ast.BinOp(name(word), ast.RShift(), stream))
    values = [shift, *map(expression, arguments)]
    return ast.Expr(at(node, ast.Tuple(values, ast.Load())) if has_token(node, ",") else shift)


def _exec(node: Node) -> ast.stmt:
    return _called(node, node.children[0], named(node))


def _called(node: Node, word: Node, arguments: Sequence[Node]) -> ast.stmt:
    values = [expression(child) for child in arguments if child.is_named]
    return ast.Expr(at(node, ast.Call(name(word), values, [])))


_CONVERTERS: dict[str, Callable[[Node], ast.stmt]] = {
    "assert_statement": _assert,
    "break_statement": lambda _: ast.Break(),
    "continue_statement": lambda _: ast.Continue(),
    "delete_statement": _delete,
    "exec_statement": _exec,
    "expression_statement": _expression_statement,
    "future_import_statement": _future_import,
    "global_statement": _global,
    "import_from_statement": _import_from,
    "import_statement": _import,
    "nonlocal_statement": _nonlocal,
    "pass_statement": lambda _: ast.Pass(),
    "print_statement": _print,
    "raise_statement": _raise,
    "return_statement": _return,
    "type_alias_statement": _type_alias,
}
