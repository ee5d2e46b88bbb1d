"""Modules that are independent: none reaches another, neither directly nor through modules beside them."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_independence(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from one of the modules to another."""
    names = sorted({name for pattern in contract.modules for name in graph.matching(pattern)})
    everything = {module for name in names for module in graph.below(name)}
    for name in names:
        source = graph.below(name)
        for other in names:
            target = graph.below(other)
            if other != name and not source & target:
                closed = everything - source - target
                yield from graph.first_links(source=source, target=target, closed=closed, indirect=contract.indirect)
