"""Packages whose parts form no circle, nor the parts of these, down to a depth."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_acyclic(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links between the parts of a package that lie on a circle."""
    skipped = {name for pattern in contract.skip for name in graph.matching(pattern)}
    waiting = [(name, contract.depth) for pattern in contract.modules for name in graph.matching(pattern)]
    while waiting:
        package, depth = waiting.pop()
        children = graph.children(package)
        yield from _circles(package, graph)
        if depth:
            waiting.extend((child, depth - 1) for child in children if child not in skipped)


def _circles(package: str, graph: ModuleGraph) -> Iterator[Link]:
    links = list(_links(package, graph))
    if not links:
        return
    import networkx as nx  # takes as long to import as all else on a small project

    parts = nx.DiGraph([(part, other) for part, other, _ in links])
    for component in nx.strongly_connected_components(parts):
        yield from (link for part, other, link in links if part in component and other in component)


def _links(package: str, graph: ModuleGraph) -> Iterator[tuple[str, str, Link]]:
    for importer in sorted(graph.below(package)):
        part = _part(importer, package)
        for imported in sorted(graph.edges.get(importer, ())):
            other = _part(imported, package)
            if part and other and part != other:
                yield part, other, Link(importer, imported, (importer, imported))


def _part(module: str, package: str) -> str:
    """The part of a package that a module is in; empty for the package itself and for what lies elsewhere."""
    return module[len(package) + 1 :].partition(".")[0] if module.startswith(f"{package}.") else ""
