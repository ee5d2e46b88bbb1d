"""What each part may use: a part that is listed refers directly to nothing but the parts that it names."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.project.dotted import enclosing
from anabranch.rules.contracts.module_graph import Link, ModuleGraph, expression_of
from anabranch.rules.values import Contract


def broken_uses(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from a part to another that it does not name. A module belongs to the nearest part around it."""
    uses = _expanded(contract, graph)
    parts = {*uses, *(name for pattern in contract.modules for name in graph.matching(pattern))}
    for importer in sorted(graph.edges):
        part = enclosing(importer, parts)
        if part not in uses:
            continue
        allowed = {name for pattern in uses[part] for name in _named(pattern, parts)}
        for imported in sorted(graph.edges[importer]):
            other = enclosing(imported, parts)
            if other not in ("", part) and other not in allowed:
                yield Link(importer, imported, (importer, imported))


def _expanded(contract: Contract, graph: ModuleGraph) -> dict[str, tuple[str, ...]]:
    """The parts by their full names: what is named in full overrides a pattern."""
    patterns = {name: used for pattern, used in contract.uses.items() for name in graph.matching(pattern)}
    return patterns | {name: used for name, used in contract.uses.items() if "*" not in name}


def _named(pattern: str, parts: set[str]) -> Iterator[str]:
    """The parts that a name stands for, `*` being one part of it; `a.**` is `a` and all below it."""
    expression = expression_of(pattern)
    around = pattern.removesuffix(".**")
    return (part for part in parts if expression.fullmatch(part) or (around != pattern and part == around))
