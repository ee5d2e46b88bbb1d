"""What a piece of syntax says by its spelling alone."""

from __future__ import annotations

import ast


def last_name(node: ast.AST) -> str:
    """The name, or that behind the last dot, of what is named; empty for anything else."""
    return node.id if type(node) is ast.Name else node.attr if type(node) is ast.Attribute else ""


def is_text(node: ast.AST) -> bool:
    """Whether it is a string literal, other than an f-string."""
    return type(node) is ast.Constant and type(node.value) is str


def is_type_checking(test: ast.expr) -> bool:
    """Whether a condition holds for the type checker alone."""
    return last_name(test) == "TYPE_CHECKING"


def is_run_time(test: ast.expr) -> bool:
    """Whether a condition holds at run time alone: `not TYPE_CHECKING`."""
    return type(test) is ast.UnaryOp and type(test.op) is ast.Not and is_type_checking(test.operand)
