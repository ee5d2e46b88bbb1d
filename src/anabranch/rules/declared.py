"""The declared order as pins, for whoever searches an order or plans along one."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from anabranch.graph.pins import Pin
from anabranch.rules.values import Rules


def declared_pins(rules: Rules, units: Collection[str]) -> tuple[Pin, ...]:
    """Each domain of a layer above each of the next layer; names that are no unit are passed over, and so are pairs
    that nobody has decided.
    """
    undecided = {frozenset((one, other)) for one, other, _ in rules.undecided}
    named = [[domain for domain in layer.domains if domain in units] for layer in rules.layers]
    return tuple(
        Pin(above, below)
        for upper, lower in pairwise(layer for layer in named if layer)
        for above in upper
        for below in lower
        if frozenset((above, below)) not in undecided
    )
