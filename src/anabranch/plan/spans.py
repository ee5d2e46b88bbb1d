"""Which references stand within stretches of their files, such as loops, or what a method that writes is called on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from anabranch.plan.source import Span
from anabranch.reading.values import Reference


def standing_in(
    references: Iterable[Reference],
    trees: Callable[[str], ast.Module | None],
    spans_of: Callable[[ast.Module], tuple[Span, ...]],
) -> list[Reference]:
    """The references that stand within such stretches; `trees` gives the syntax of a file by its path."""
    known: dict[str, tuple[Span, ...]] = {}
    found = []
    for one in references:
        if one.file not in known:
            tree = trees(one.file)
            known[one.file] = spans_of(tree) if tree is not None else ()
        if any(span.holds(one.line, one.column) for span in known[one.file]):
            found.append(one)
    return found
