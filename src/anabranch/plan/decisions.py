"""Pairs of domains whose direction people must decide, and what each choice would leave."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.graph.dependency import Dependency
from anabranch.graph.order import order_units
from anabranch.graph.pins import Pin
from anabranch.graph.undecided import Undecided, find_undecided
from anabranch.graph.weighing import WEIGHINGS, Weighing
from anabranch.graph.weight import NOTHING
from anabranch.plan.scope import Scope, in_source_order
from anabranch.plan.values import Choice
from anabranch.reading.values import Reference, Weight

MOST = 8
"""Pairs whose choices are weighed: each takes two searches for an order."""

_EXAMPLES = 2
_NAMES = {
    Weighing.SCHEMA_FIRST: "schema-first",
    Weighing.CODE_FIRST: "code-first",
    Weighing.REFERENCES: "references",
    Weighing.FILES: "files",
}


def weigh_choices(scope: Scope, *, most: int = MOST, time_limit: float = 1.0) -> tuple[tuple[Choice, ...], int]:
    """The undecided pairs with most ties, each with both choices, and how many pairs there are in all."""
    graph = scope.graph
    between = {(one.importer, one.imported): one for one in graph.deciding}
    pairs = sorted(find_undecided(graph, pins=scope.pins), key=lambda pair: (-_ties(between, pair), pair))
    chosen = [_choice(scope, between, pair, time_limit) for pair in pairs[:most]]
    return tuple(chosen), len(pairs)


def _choice(scope: Scope, between: dict[tuple[str, str], Dependency], pair: Undecided, time_limit: float) -> Choice:
    one, other = pair.one, pair.other
    there, back = between.get((one, other)), between.get((other, one))
    return Choice(
        one=one,
        other=other,
        one_uses=Weight(*(there.weight if there else NOTHING)),
        other_uses=Weight(*(back.weight if back else NOTHING)),
        one_above=_upward(scope, Pin(one, other), time_limit),
        other_above=_upward(scope, Pin(other, one), time_limit),
        examples=tuple(_examples(scope, one, other)) + tuple(_examples(scope, other, one)),
        one_best_by=tuple(_NAMES[each] for each in pair.above),
        other_best_by=tuple(_NAMES[each] for each in WEIGHINGS if each not in pair.above),
    )


def _upward(scope: Scope, pin: Pin, time_limit: float) -> Weight:
    return Weight(*order_units(scope.graph, pins=(*scope.pins, pin), time_limit=time_limit).upward)


def _ties(between: dict[tuple[str, str], Dependency], pair: Undecided) -> int:
    both = (between.get((pair.one, pair.other)), between.get((pair.other, pair.one)))
    return sum(one.schema + one.code for one in both if one is not None)


def _examples(scope: Scope, importer: str, imported: str) -> Iterable[Reference]:
    found = (
        one for one in scope.deciding() if (scope.unit(one.importer), scope.unit(one.imported)) == (importer, imported)
    )
    return in_source_order(found)[:_EXAMPLES]
