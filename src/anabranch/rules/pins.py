"""Pins: directions that a team has decided, whatever the layers say and the code does."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from anabranch.errors import Sentence, sentence
from anabranch.graph.pins import ALL
from anabranch.rules.values import Pin, Rules


def parse_pin(text: str, line: int) -> Pin | None:
    """`billing above orders`, `core below all`; None for anything else."""
    match text.split():
        case [one, "above", other] if one not in (other, ALL):
            return Pin(one, other, line)
        case [one, "below", other] if one not in (other, ALL):
            return Pin(other, one, line)
    return None


def contradiction(pins: Sequence[Pin]) -> tuple[Sentence, int] | None:
    """Why no order can follow these pins, and the line of one of them; None where one can."""
    tops = list({pin.above: pin for pin in pins if pin.below == ALL}.values())
    bottoms = list({pin.below: pin for pin in pins if pin.above == ALL}.values())
    if len(tops) > 1:
        told = "{one} and {other} cannot both stand above all"
        return sentence(told, one=tops[0].above, other=tops[1].above), tops[1].line
    if len(bottoms) > 1:
        told = "{one} and {other} cannot both stand below all"
        return sentence(told, one=bottoms[0].below, other=bottoms[1].below), bottoms[1].line
    over: dict[str, list[str]] = {}
    for pin in pins:
        over.setdefault(pin.below, []).append(pin.above)
    try:
        TopologicalSorter(over).prepare()
    except CycleError as error:
        units: list[str] = error.args[1]
        circle = sentence("{units} is a circle", units=" above ".join(units))
        return circle, next(pin.line for pin in pins if (pin.above, pin.below) in pairwise(units))
    return None


def joined(rules: Rules) -> tuple[Pin, ...]:
    """The pins between the domains that their ends belong to; one inside a domain says nothing any more."""
    ends = ((rules.domain_of(pin.above), rules.domain_of(pin.below), pin.line) for pin in rules.pins)
    return tuple(Pin(above, below, line) for above, below, line in ends if above != below)


def decide(importer: str, imported: str, pins: Sequence[Pin]) -> tuple[Pin, bool] | None:
    """The pin that decides about a reference, and whether it allows it; one of two domains before one of `all`."""
    for pin in sorted(pins, key=lambda one: ALL in (one.above, one.below)):
        if pin.above in (importer, ALL) and pin.below in (imported, ALL):
            return pin, True
        if pin.above in (imported, ALL) and pin.below in (importer, ALL):
            return pin, False
    return None
