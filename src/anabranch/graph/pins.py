"""Pins: what a team has already decided about the order."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from anabranch.graph.dependency import UnitGraph, UnknownUnit


class Pin(NamedTuple):
    """One unit that must stand above another, whatever the code says."""

    above: str
    below: str


class ContradictoryPins(ValueError):
    """Pins that ask for a circle; `units` go round it, each above the next, the first once more at the end."""

    def __init__(self, units: Sequence[str]) -> None:
        super().__init__(f"pins contradict each other: {' above '.join(units)}")
        self.units = tuple(units)


def check_pins(graph: UnitGraph, pins: Sequence[Pin]) -> None:
    """Raise `UnknownUnit` or `ContradictoryPins` when no order can honour these pins."""
    units = set(graph.units)
    for name in sorted({name for pin in pins for name in pin} - units):
        raise UnknownUnit(name)
    above: dict[str, list[str]] = {}
    for pin in sorted(pins):
        above.setdefault(pin.below, []).append(pin.above)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        raise ContradictoryPins(error.args[1]) from None
