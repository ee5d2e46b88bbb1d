"""Statements with a body. What cannot be read is named to `lost` and left out."""

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tree_sitter import Node

from anabranch.facts.tolerant_expressions import (
    call_arguments,
    expression,
    split_alias,
    target,
    unparenthesised,
)
from anabranch.facts.tolerant_nodes import (
    BrokenNode,
    at,
    field,
    has_token,
    identifier,
    inside,
    named,
    only,
    optional_field,
    parts,
)
from anabranch.facts.tolerant_parameters import parameters
from anabranch.facts.tolerant_patterns import case_patterns
from anabranch.facts.tolerant_statements import is_simple, simple_statement

Lost = Callable[[Node], None]
_Compound = TypeVar("_Compound", bound=ast.stmt | ast.excepthandler)


def statements(nodes: Sequence[Node], lost: Lost) -> list[ast.stmt]:
    """Convert the readable statements of a module or a block, in order."""
    return [made for node in nodes for made in _statement(node, lost)]


def _statement(node: Node, lost: Lost) -> list[ast.stmt]:
    if node.is_error:
        lost(node)
        return statements(list(_statements_within(node)), lost)
    try:
        if is_simple(node):
            return [simple_statement(node)]
        return [_compound_statement(node, lost)]
    except BrokenNode as broken:
        lost(broken.node)
        return statements(list(_statements_within(node)), lost)


def _statements_within(node: Node) -> Iterator[Node]:
    """The statements held by something unreadable, such as the body of a broken `if`."""
    for child in named(node):
        if is_simple(child) or child.type in _CONVERTERS:
            yield child
        else:
            yield from _statements_within(child)


def _compound_statement(node: Node, lost: Lost) -> ast.stmt:
    convert = _CONVERTERS.get(node.type)
    if convert is None:
        raise BrokenNode(node)
    for child in node.children:
        if child.is_error or child.is_missing:
            lost(child)
    return convert(node, lost)


def _closed(node: Node, made: _Compound, *bodies: Sequence[ast.stmt | ast.excepthandler]) -> _Compound:
    """Place a compound statement: for `ast` it ends with its last inner statement."""
    at(node, made)
    last = next(body[-1] for body in reversed(bodies) if body)
    made.end_lineno, made.end_col_offset = last.end_lineno, last.end_col_offset
    return made


def _body(node: Node, lost: Lost) -> list[ast.stmt]:
    """The statements of the block; one whose every statement was lost reads like `pass`."""
    block = only([child for child in named(node) if child.type == "block"], node)
    return statements(named(block), lost) or [at(block, ast.Pass())]


def _clause_body(node: Node, kind: str, lost: Lost) -> list[ast.stmt]:
    """The body of the `else` or `finally` that the statement may have."""
    return [made for child in named(node) if child.type == kind for made in _body(child, lost)]


def _readable(nodes: Sequence[Node], lost: Lost) -> list[Node]:
    """The parameters, bases or decorators without an error."""
    for node in nodes:
        if node.has_error:
            lost(node)
    return [node for node in nodes if not node.has_error]


def _is_async(node: Node) -> bool:
    return has_token(node, "async")


def _if(node: Node, lost: Lost) -> ast.stmt:
    tail = _clause_body(node, "else_clause", lost)
    links = [node, *(child for child in named(node) if child.type == "elif_clause")]
    for link in reversed(links):
        body = _body(link, lost)
        made = ast.If(expression(field(link, "condition")), body, tail)
        tail = [_closed(link, made, body, tail)]
    return tail[0]


def _while(node: Node, lost: Lost) -> ast.stmt:
    body, otherwise = _body(node, lost), _clause_body(node, "else_clause", lost)
    made = ast.While(expression(field(node, "condition")), body, otherwise)
    return _closed(node, made, body, otherwise)


def _for(node: Node, lost: Lost) -> ast.stmt:
    kind = ast.AsyncFor if _is_async(node) else ast.For
    bound, over = target(field(node, "left")), expression(field(node, "right"))
    body, otherwise = _body(node, lost), _clause_body(node, "else_clause", lost)
    return _closed(node, kind(bound, over, body, otherwise), body, otherwise)


def _try(node: Node, lost: Lost) -> ast.stmt:
    clauses = [child for child in named(node) if child.type == "except_clause"]
    kind = ast.TryStar if any(has_token(clause, "*") for clause in clauses) else ast.Try
    body = _body(node, lost)
    handlers = [_handler(clause, lost) for clause in clauses]
    otherwise = _clause_body(node, "else_clause", lost)
    at_last = _clause_body(node, "finally_clause", lost)
    made = kind(body, handlers, otherwise, at_last)
    return _closed(node, made, body, handlers, otherwise, at_last)


def _handler(node: Node, lost: Lost) -> ast.ExceptHandler:
    body = _body(node, lost)
    caught = [child for child in parts(node)[1:] if child.type not in ("*", ":", "block")]
    kind, bound = _caught(node, caught) if caught else (None, None)
    made = ast.ExceptHandler(kind, identifier(bound) if bound is not None else None, body)
    return _closed(node, made, body)


def _caught(node: Node, children: Sequence[Node]) -> tuple[ast.expr, Node | None]:
    """What a handler catches, and its name, which is a child of its own in some grammars."""
    bound = optional_field(node, "alias")
    if bound is not None:
        return expression(children[0]), bound
    return split_alias(children[0]) if len(children) == 1 else (unparenthesised(children), None)


def _with(node: Node, lost: Lost) -> ast.stmt:
    kind = ast.AsyncWith if _is_async(node) else ast.With
    clause = only([child for child in named(node) if child.type == "with_clause"], node)
    items, body = _with_items(clause), _body(node, lost)
    return _closed(node, kind(items, body), body)


def _with_items(clause: Node) -> list[ast.withitem]:
    """Tell parentheses around all items from a tuple, which the grammar does not."""
    values = [field(item, "value") for item in named(clause)]
    is_one = len(values) == 1 and not has_token(clause, "(")
    if is_one and values[0].type in ("tuple", "parenthesized_expression"):
        inner = named(values[0])
        values = inner if inner and not _makes_tuple(inner) else values
    elif has_token(clause, "(") and _makes_tuple(values):
        made = ast.Tuple([expression(value) for value in values], ast.Load())
        return [ast.withitem(at(clause, made), None)]
    return [_with_item(value) for value in values]


def _makes_tuple(values: Sequence[Node]) -> bool:
    return any(value.type in ("list_splat", "named_expression", "yield") for value in values)


def _with_item(node: Node) -> ast.withitem:
    context, bound = split_alias(node)
    return ast.withitem(context, target(bound) if bound is not None else None)


def _match(node: Node, lost: Lost) -> ast.stmt:
    block = field(node, "body")
    cases = [_case(child, lost) for child in named(block) if child.type == "case_clause"]
    if not cases:
        raise BrokenNode(node)
    subject = unparenthesised(inside(node, "match", ":"))
    return _closed(node, ast.Match(subject, cases), *(case.body for case in cases))


def _case(node: Node, lost: Lost) -> ast.match_case:
    guard = optional_field(node, "guard")
    condition = expression(named(guard)[0]) if guard is not None else None
    return ast.match_case(case_patterns(node), condition, _body(node, lost))


def _decorated(node: Node, lost: Lost) -> ast.stmt:
    definition = field(node, "definition")
    decorators = [child for child in named(node) if child.type == "decorator"]
    made = _compound_statement(definition, lost)
    if isinstance(made, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        readable = _readable(decorators, lost)
        made.decorator_list = [expression(named(child)[0]) for child in readable]
    return made


def _function(node: Node, lost: Lost) -> ast.stmt:
    kind = ast.AsyncFunctionDef if _is_async(node) else ast.FunctionDef
    body = _body(node, lost)
    made = kind(
        name=identifier(field(node, "name")),
        args=_function_parameters(field(node, "parameters"), lost),
        body=body,
        decorator_list=[],
        returns=_returns(node, lost),
    )
    if sys.version_info >= (3, 12):
        made.type_params = []
    return _closed(node, made, body)


def _function_parameters(node: Node, lost: Lost) -> ast.arguments:
    try:
        return parameters(_readable(named(node), lost), expression)
    except BrokenNode as broken:
        lost(broken.node)
        return parameters([], expression)


def _returns(node: Node, lost: Lost) -> ast.expr | None:
    annotation = optional_field(node, "return_type")
    readable = _readable([annotation] if annotation is not None else [], lost)
    return expression(readable[0]) if readable else None


def _class(node: Node, lost: Lost) -> ast.stmt:
    body = _body(node, lost)
    bases = optional_field(node, "superclasses")
    args, keywords = call_arguments(_readable(named(bases) if bases is not None else [], lost))
    name = identifier(field(node, "name"))
    made = ast.ClassDef(name=name, bases=args, keywords=keywords, body=body, decorator_list=[])
    if sys.version_info >= (3, 12):
        made.type_params = []
    return _closed(node, made, body)


_CONVERTERS: dict[str, Callable[[Node, Lost], ast.stmt]] = {
    "class_definition": _class,
    "decorated_definition": _decorated,
    "for_statement": _for,
    "function_definition": _function,
    "if_statement": _if,
    "match_statement": _match,
    "try_statement": _try,
    "while_statement": _while,
    "with_statement": _with,
}
