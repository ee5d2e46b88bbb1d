"""A facade: from outside a module is used only through the names that it exposes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_facade(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from outside to a name of the module that none of the expressions in `expose` matches as a whole."""
    exposed = re.compile("|".join(f"(?:{each})" for each in contract.expose) or r"(?!)")
    for name in [name for pattern in contract.modules for name in graph.matching(pattern)]:
        inside = graph.below(name)
        for link in graph.first_links(source=graph.modules - inside, target=inside, indirect=False):
            used = graph.edges[link.importer][link.imported]
            if not all(exposed.fullmatch(_member(one, name, link.imported)) for one in used):
                yield link


def _member(reference: Reference, module: str, named: str) -> str:
    """What is used of the module, below its name; with a re-export the name under which it is given."""
    symbol = reference.imported.symbol
    if not symbol.startswith(f"{module}."):
        symbol = f"{named}.{symbol.rpartition('.')[2]}"
    return symbol[len(module) + 1 :]
