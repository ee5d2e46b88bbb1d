"""Pins: what a team has already decided about the order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from anabranch.graph.dependency import UnitGraph, UnknownUnit


class Pin(NamedTuple):
    """One unit that must stand above another, whatever the code says."""

    above: str
    below: str


ALL = "all"
"""In a pin, every other unit."""


def pins_of(pins: Iterable[Pin], units: Collection[str]) -> tuple[Pin, ...]:
    """Pins between these units alone. One above or below `all` gives way to what pins of two units say."""
    known = [pin for pin in pins if {*pin} <= {*units, ALL}]
    pairs = [pin for pin in known if ALL not in pin]
    found = set(pairs)
    for pin in known:
        if pin.below == ALL:
            over = _reach(pin.above, ((each.below, each.above) for each in pairs))
            found.update(Pin(pin.above, unit) for unit in units if unit not in over)
        elif pin.above == ALL:
            under = _reach(pin.below, pairs)
            found.update(Pin(unit, pin.below) for unit in units if unit not in under)
    return tuple(sorted(found))


def would_circle(pin: Pin, pins: Iterable[Pin]) -> bool:
    """Whether no order could honour one pin more."""
    return pin.above in _reach(pin.below, pins)


def _reach(unit: str, steps: Iterable[tuple[str, str]]) -> set[str]:
    """A unit, and all that steps lead to from it."""
    onward: dict[str, list[str]] = {}
    for one, other in steps:
        onward.setdefault(one, []).append(other)
    found, waiting = {unit}, [unit]
    while waiting:
        for each in onward.get(waiting.pop(), ()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


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
