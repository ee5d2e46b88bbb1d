"""Parameters of functions and lambdas."""

import ast
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tree_sitter import Node

from anabranch.facts.tolerant_nodes import (
    BrokenNode,
    at,
    between,
    identifier,
    named,
    only,
    optional_field,
)

Converter = Callable[[Node], ast.expr]


class _Parameter(NamedTuple):
    """What one parameter says, whatever it is written like."""

    name: Node
    annotation: Node | None
    default: Node | None


def lambda_parameters(node: Node | None, expression: Converter) -> ast.arguments:
    """Read the parameters of a lambda, which may have none."""
    return parameters(named(node) if node is not None else [], expression)


def parameters(nodes: Sequence[Node], expression: Converter) -> ast.arguments:
    """Sort parameters into the kinds `ast` knows."""
    made = ast.arguments([], [], None, [], [], None, [])
    only_keywords = False
    for node in nodes:
        if node.type == "positional_separator":
            made.posonlyargs, made.args = made.args, []
        elif node.type == "keyword_separator":
            only_keywords = True
        else:
            only_keywords = _add(made, _parameter(node), expression, only_keywords)
    return made


def _add(made: ast.arguments, parameter: _Parameter, expression: Converter, only_keywords: bool) -> bool:
    """Add a parameter; tell whether those after it can only be given by keyword."""
    argument = _argument(parameter, expression)
    default = expression(parameter.default) if parameter.default is not None else None
    if parameter.name.type == "list_splat_pattern":
        made.vararg = argument
        return True
    if parameter.name.type == "dictionary_splat_pattern":
        made.kwarg = argument
    elif only_keywords:
        made.kwonlyargs.append(argument)
        made.kw_defaults.append(default)
    else:
        made.args.append(argument)
        made.defaults.extend([default] if default is not None else [])
    return only_keywords


def _parameter(node: Node) -> _Parameter:
    if node.type == "typed_parameter":
        return _Parameter(named(node)[0], optional_field(node, "type"), None)
    name = optional_field(node, "name") or node
    return _Parameter(name, optional_field(node, "type"), optional_field(node, "value"))


def _argument(parameter: _Parameter, expression: Converter) -> ast.arg:
    name = parameter.name
    if name.type in ("list_splat_pattern", "dictionary_splat_pattern"):
        name = only(named(name), name)
    if name.type != "identifier" or name.has_error:
        raise BrokenNode(name)
    if parameter.annotation is None:
        return at(name, ast.arg(identifier(name), None))
    made = ast.arg(identifier(name), expression(parameter.annotation))
    return between(name, parameter.annotation, made)
