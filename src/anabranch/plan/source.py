"""What the text of a file says beside its references: `on_delete` of keys, and blocks that run in one transaction."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

WRITING = frozenset(
    "save delete create update bulk_create bulk_update get_or_create update_or_create add remove set clear "
    "acreate asave adelete aupdate abulk_create abulk_update aget_or_create aupdate_or_create".split()
)
"""Methods of models, managers, querysets and related managers that write."""


class Block(NamedTuple):
    """Lines that run inside one `atomic`, with the lines in which something is written."""

    symbol: str
    line: int
    end: int
    writes: frozenset[int]


def read_tree(text: str) -> ast.Module | None:
    """The syntax of a file; None where this Python cannot read it."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def find_atomic(tree: ast.Module) -> tuple[Block, ...]:
    """All `with atomic()` blocks and `@atomic` functions, the outermost of nested ones."""
    return tuple(_blocks(tree.body, ""))


def deletion_rule(tree: ast.Module, line: int) -> str:
    """What `on_delete` says in the smallest call over a line: `CASCADE`, `PROTECT`; empty where nothing does."""
    found = [
        (_span(node), value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or node.lineno)
        for value in _deletion(node)
    ]
    return min(found)[1] if found else ""


def _deletion(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg == "on_delete":
            yield ast.unparse(keyword.value).rpartition(".")[2]


def _blocks(body: list[ast.stmt], symbol: str) -> Iterator[Block]:
    for node in body:
        inner = f"{symbol}.{node.name}".lstrip(".") if isinstance(node, _NAMED) else symbol
        if _is_atomic(node):
            yield Block(inner, node.lineno, node.end_lineno or node.lineno, frozenset(_writes(node)))
            continue
        for part in _bodies(node):
            yield from _blocks(part, inner)


_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _bodies(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        part = getattr(node, name, None)
        if isinstance(part, list):
            yield part
    for handler in getattr(node, "handlers", ()):
        yield handler.body
    for case in getattr(node, "cases", ()):
        yield case.body


def _is_atomic(node: ast.stmt) -> bool:
    if isinstance(node, (ast.With, ast.AsyncWith)):
        return any(_names_atomic(item.context_expr) for item in node.items)
    return isinstance(node, _NAMED) and any(map(_names_atomic, node.decorator_list))


def _names_atomic(node: ast.expr) -> bool:
    """`atomic`, `transaction.atomic`, either called, or handed to `method_decorator`."""
    if isinstance(node, ast.Call):
        return _names_atomic(node.func) or any(map(_names_atomic, node.args))
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in ("atomic", "commit_on_success")


def _writes(node: ast.AST) -> Iterator[int]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in WRITING:
            yield from range(inner.lineno, (inner.func.end_lineno or inner.lineno) + 1)


def _span(node: ast.Call) -> int:
    return (node.end_lineno or node.lineno) - node.lineno
