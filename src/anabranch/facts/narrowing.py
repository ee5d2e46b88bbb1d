"""What a test or a pattern shows a name to be, for as long as the block below it lasts."""

from __future__ import annotations

import ast

from anabranch.facts.builder import Builder
from anabranch.facts.expressions import value_of
from anabranch.facts.values import Op


def narrow(builder: Builder, narrowed: list[tuple[str, int]]) -> list[int | None]:
    """Let names stand for what a test has shown them to be; what they stood for before."""
    names = builder.scope.names
    before = [names.get(name) for name, _ in narrowed]
    names.update(narrowed)
    return before


def widen(builder: Builder, narrowed: list[tuple[str, int]], before: list[int | None]) -> None:
    """Let names stand for what they did before the test, where nothing else was bound to them since."""
    names = builder.scope.names
    for (name, value), known in zip(narrowed, before, strict=True):
        if names.get(name) == value:
            if known is None:
                del names[name]
            else:
                names[name] = known


def narrowing(builder: Builder, test: ast.expr) -> list[tuple[str, int]]:
    """Names that `isinstance(name, Class)` makes an instance of Class."""
    tests = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    found = []
    for part in tests:
        if not (isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "isinstance"):
            continue
        if len(part.args) == 2 and isinstance(part.args[0], ast.Name):
            size = len(builder.table)
            narrowed_to = value_of(builder, part.args[1])
            _mute(builder, size)
            value = builder.emit(Op.INSTANCE, narrowed_to, 0, part.lineno, part.col_offset)
            found.append((part.args[0].id, value))
    return found


def _mute(builder: Builder, start: int) -> None:
    """The same names were already written with the test: point these at no line, so that they are no second use."""
    for at in range(start, len(builder.table), 7):
        builder.table[at + 3] = 0
