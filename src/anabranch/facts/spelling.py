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


def looked_up(node: ast.Call) -> str:
    """The variable of a module that `locals().get("APPS", [])` reads there; empty for any other call."""
    function, name = node.func, node.args[0] if node.args else None
    if type(function) is not ast.Attribute or function.attr != "get" or type(name) is not ast.Constant:
        return ""
    names = function.value
    is_own = type(names) is ast.Call and not names.args and type(names.func) is ast.Name and names.func.id in _OWN_NAMES
    return name.value if is_own and isinstance(name.value, str) else ""


_OWN_NAMES = ("locals", "globals", "vars")
