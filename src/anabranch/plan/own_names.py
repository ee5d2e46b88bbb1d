"""What a definition names of its own module: the map has no references there."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator

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
    written = others | {one.lower() for one in others}
    own = [node for one, node in defined if one == name]
    return bool(own) and not any(
        (isinstance(inner, ast.Name) and inner.id in others)
        or (isinstance(inner, ast.Constant) and str(inner.value).rpartition(".")[2] in written)
        for node in own
        for inner in ast.walk(node)
    )


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Those of a module, also under `if`, `try` and `with`."""
    for node in body:
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            handlers = [one for handler in getattr(node, "handlers", ()) for one in handler.body]
            yield from _statements(
                [*node.body, *getattr(node, "orelse", ()), *getattr(node, "finalbody", ()), *handlers]
            )


def _binds(node: ast.stmt) -> Iterator[str]:
    """The names that a statement defines; what it imports is defined elsewhere."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))
