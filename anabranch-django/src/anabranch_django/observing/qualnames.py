"""The qualified name of a code object, as the map writes it: without `<locals>`, comprehensions and lambdas."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType


def qualname_of(code: CodeType) -> str:
    """The dotted name inside its module; "" for the module itself."""
    if sys.version_info >= (3, 11):
        written = code.co_qualname
    else:
        written = _names_of(code.co_filename).get((code.co_firstlineno, code.co_name), code.co_name)
    return ".".join(part for part in written.split(".") if not part.startswith("<"))


@lru_cache(maxsize=1024)
def _names_of(filename: str) -> dict[tuple[int, str], str]:
    """Qualified names by first line and name: Python 3.10 keeps none on code objects."""
    try:
        tree = ast.parse(Path(filename).read_bytes())
    except (OSError, ValueError, SyntaxError):
        return {}
    return dict(_walk(tree, ""))


def _walk(node: ast.AST, outer: str) -> Iterator[tuple[tuple[int, str], str]]:
    for child in ast.iter_child_nodes(node):
        name = outer
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = f"{outer}.{child.name}" if outer else child.name
            first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list)])
            yield (first, child.name), name
        elif isinstance(child, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            kind = {"Lambda": "<lambda>", "GeneratorExp": "<genexpr>"}.get(type(child).__name__)
            yield (child.lineno, kind or f"<{type(child).__name__.lower()}>"), outer
        yield from _walk(child, name)
