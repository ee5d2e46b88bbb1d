"""What a definition names of its own module: the map has no references there."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator

from anabranch.plan.source import NAMED
from anabranch.reading.values import App, Imported


def needs_its_module(end: Imported, apps: Iterable[App], trees: Callable[[str], ast.Module | None]) -> bool:
    """Whether the definition of a symbol names anything else that its module defines, also as a string such as
    `"Order"`; true where no file shows that definition.
    """
    name = end.symbol.removeprefix(f"{end.module}.").partition(".")[0]
    found = filter(None, (trees(path) for path in _paths(end, apps)))
    return not any(_stands_alone(name, tree) for tree in found)


def _paths(end: Imported, apps: Iterable[App]) -> Iterator[str]:
    """Where the module can be, by the folder of its app."""
    for app in apps:
        if app.label == end.app and f"{end.module}.".startswith(f"{app.name}."):
            inner = end.module.removeprefix(app.name).replace(".", "/")
            folder = f"{app.path}{inner}".removeprefix("./")
            yield from (f"{folder}.py", f"{folder}/__init__.py")


def _stands_alone(name: str, tree: ast.Module) -> bool:
    defined = [(one, node) for node in _statements(tree.body) for one in _binds(node)]
    others = {one for one, _ in defined if one != name}
    own = [node for one, node in defined if one == name]
    return bool(own) and not any(_names_one(inner, others) for node in own for inner in _walk(node))


def _names_one(node: ast.AST, others: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in others
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    lower = {one.lower() for one in others} if text else set()
    return not others.isdisjoint(_WORD.findall(text)) or text.rpartition(".")[2] in lower


_WORD = re.compile(r"\w+")


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """All of a node but its docstrings, whose words name nothing."""
    yield node
    for inner in ast.iter_child_nodes(node):
        if not (isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Constant)):
            yield from _walk(inner)


def _statements(nodes: Iterable[ast.AST]) -> Iterator[ast.stmt]:
    """Those that run where a module is imported, however they are nested; of definitions nothing inside."""
    for node in nodes:
        if isinstance(node, ast.stmt):
            yield node
        if not isinstance(node, NAMED):
            yield from _statements(ast.iter_child_nodes(node))


def _binds(node: ast.stmt) -> Iterator[str]:
    """The names that a statement defines, in what it holds too; what it imports is defined elsewhere."""
    if isinstance(node, NAMED):
        yield node.name
    else:
        stored = (one for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))
        yield from (one.id for one in stored)
