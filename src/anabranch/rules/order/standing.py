"""Where two domains stand to each other, as far as the rule file says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from anabranch.reading.values import Role
from anabranch.rules.values import Layer, Pin, Rules


class Place(NamedTuple):
    """Where a domain stands: the number of its layer, 0 at the top, and its role."""

    height: int
    layer: Layer
    role: Role


class Standing(NamedTuple):
    """The domain that refers, and the one that is referred to."""

    importer: Place | None
    imported: Place | None
    pin: tuple[Pin, bool] | None = None
    """The pin that decides about the two, and whether it allows the reference."""
    undecided: int | None = None
    """The line that says that nobody has decided."""
    is_circle: bool = False
    """Whether domains of their layer refer to each other in a circle through these two."""


def places_of(rules: Rules) -> dict[str, Place]:
    """The place of each domain that a layer names."""
    return {
        domain: Place(height, layer, rules.roles.get(domain, "domain"))
        for height, layer in enumerate(rules.layers)
        for domain in layer.domains
    }


def circles_of(rules: Rules, pairs: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of a layer `a, b` that lie on a circle."""
    for layer in rules.layers:
        if layer.between == ",":
            import networkx as nx  # takes as long to import as all else on a small project

            inside = [pair for pair in pairs if set(pair) <= set(layer.domains)]
            for component in nx.strongly_connected_components(nx.DiGraph(sorted(inside))):
                yield from (pair for pair in inside if set(pair) <= component)
