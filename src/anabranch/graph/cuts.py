"""The cuts that free the units of a tangle, and which of them stay what they are when ties are added or taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from anabranch.graph.weight import Weight

Side: TypeAlias = Literal["base", "top", "neither", "free"]


class Cut(NamedTuple):
    """What frees one unit: numbers of the dependencies that are cut, its side then, and numbers of all units then
    free.
    """

    arcs: list[int]
    side: Side
    alone: list[int]


class TangleCuts(NamedTuple):
    """The cut of each unit of a tangle, in order, found while its dependencies had these weights."""

    weights: list[Weight]
    of: list[Cut]


Shape: TypeAlias = tuple[tuple[str, ...], list[tuple[int, int]]]
"""The units of a tangle, and its dependencies by their numbers."""

OnceMore: TypeAlias = Callable[[Shape, Callable[[TangleCuts | None], TangleCuts]], TangleCuts]
"""Lets the cuts of a tangle be found, with those found before in a tangle of this shape, where there are any."""


def anew(_shape: Shape, find: Callable[[TangleCuts | None], TangleCuts]) -> TangleCuts:
    """Nothing was found before."""
    return find(None)


def cuts_that_stay(before: TangleCuts, weights: list[Weight]) -> dict[int, Cut]:
    """The cuts that are those of the same tangle under other weights too, by the number of their unit.

    A cut stays where nothing in it has become heavier, and nothing outside it lighter. Then no other cut has lost more
    or gained less, so it is still of the least weight; and whatever weighs the same now did so before, so that of
    equal ones the same is chosen: all that the unit uses, or that uses it, was heavier before and still is, and of the
    others the nearest to the unit lies in every other. Weights are compared as the sums of cuts are, schema first.
    """
    pairs = list(zip(before.weights, weights, strict=True))
    heavier = {arc for arc, (then, now) in enumerate(pairs) if now > then}
    lighter = {arc for arc, (then, now) in enumerate(pairs) if now < then}
    return {
        member: cut
        for member, cut in enumerate(before.of)
        if heavier.isdisjoint(cut.arcs) and lighter.issubset(cut.arcs)
    }
