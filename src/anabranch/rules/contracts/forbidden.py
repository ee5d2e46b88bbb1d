"""Forbidden pairs: some modules never reach others, neither directly nor through third ones."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_forbidden(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from the modules of `from` that lead to those of `to`."""
    for source in [name for pattern in contract.source for name in graph.matching(pattern)]:
        for target in [name for pattern in contract.target for name in graph.matching(pattern)]:
            ends = graph.below(source), graph.below(target)
            if not ends[0] & ends[1]:
                yield from graph.first_links(source=ends[0], target=ends[1], indirect=contract.indirect)
