"""A facade: from outside a module is used only through the names that it exposes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.contracts.module_graph import Link, ModuleGraph
from anabranch.rules.values import Contract


def broken_facade(contract: Contract, graph: ModuleGraph) -> Iterator[Link]:
    """Links from outside to a name of the module that none of the expressions in `expose` matches as a whole.

    What lies below a module of `skip` is outside.
    """
    exposed = re.compile("|".join(f"(?:{each})" for each in contract.expose) or r"(?!)")
    for name in [name for pattern in contract.modules for name in graph.matching(pattern)]:
        apart = {one for part in contract.skip if part != name for one in graph.below(part)}
        inside = graph.below(name) - apart
        for link in graph.first_links(source=graph.modules - inside, target=inside, indirect=False):
            used = graph.edges[link.importer][link.imported]
            if any(not _is_exposed(_member(one, name, link.imported), exposed) for one in used):
                yield link


def _is_exposed(member: str, exposed: re.Pattern[str]) -> bool:
    """What is exposed exposes what is in it; an import of the module as a whole uses no name of it yet."""
    parts = member.split(".")
    return not member or any(exposed.fullmatch(".".join(parts[:number])) for number in range(1, len(parts) + 1))


def _member(reference: Reference, module: str, named: str) -> str:
    """What is used of the module, below its name: under the name by which it is imported, not where it is defined."""
    symbol = reference.imported.symbol
    whole = named if symbol == named else f"{named}.{symbol.rpartition('.')[2]}"
    return whole[len(module) + 1 :]
