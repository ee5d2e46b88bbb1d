"""The declared order as pins, for whoever searches an order or plans along one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from anabranch.graph.pins import Pin, pins_of, would_circle
from anabranch.rules.values import Rules


def declared_pins(rules: Rules, units: Collection[str]) -> tuple[Pin, ...]:
    """The pins of the rule file, then each domain of a layer above each of the next layer as far as those allow it.

    Names that are no unit are passed over, and so are pairs that nobody has decided.
    """
    found = list(pins_of((Pin(pin.above, pin.below) for pin in rules.pins), units))
    is_free = not found
    for pin in _layer_pins(rules, units):
        if is_free or not would_circle(pin, found):
            found.append(pin)
    return tuple(found)


def _layer_pins(rules: Rules, units: Collection[str]) -> Iterator[Pin]:
    undecided = {frozenset((one, other)) for one, other, _ in rules.undecided}
    named = [[domain for domain in layer.domains if domain in units] for layer in rules.layers]
    for upper, lower in pairwise(layer for layer in named if layer):
        pairs = (Pin(above, below) for above in upper for below in lower)
        yield from (pin for pin in pairs if frozenset(pin) not in undecided)
