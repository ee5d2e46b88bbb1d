"""Protected modules: only some may refer to them directly."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_protected(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links to a protected module from one that is neither in it nor among the `importers`."""
    allowed = {one for pattern in contract.importers for name in graph.matching(pattern) for one in graph.below(name)}
    for name in [name for pattern in contract.modules for name in graph.matching(pattern)]:
        target = graph.below(name)
        yield from graph.first_links(source=graph.modules - target - allowed, target=target, indirect=False)
