"""Pairs of domains whose direction people must decide, and what each choice would leave."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.graph.dependency import Dependency
from anabranch.graph.order import order_units
from anabranch.graph.pins import Pin
from anabranch.graph.undecided import undecided_pairs
from anabranch.graph.weighing import SCHEMA_FIRST, WEIGHINGS, Weighing
from anabranch.graph.weight import NOTHING
from anabranch.plan.scope import Scope, in_source_order
from anabranch.plan.values import Choice
from anabranch.reading.values import Reference, Weight

MOST = 8
"""Pairs whose choices are weighed: each takes two searches for an order by every weighing."""

_EXAMPLES = 2
_PATIENCE = 1.0
"""Seconds of processor time after which an order need not be the best one."""
_NAMES = {
    Weighing.SCHEMA_FIRST: "schema-first",
    Weighing.CODE_FIRST: "code-first",
    Weighing.REFERENCES: "references",
    Weighing.FILES: "files",
}


def weigh_choices(scope: Scope) -> tuple[tuple[Choice, ...], int]:
    """The undecided pairs with most ties, each with both choices, and how many pairs there are in all."""
    graph = scope.graph
    between = {(one.importer, one.imported): one for one in graph.deciding}
    pairs = sorted(undecided_pairs(graph, pins=scope.pins), key=lambda pair: (-_ties(between, pair), pair))
    chosen = [_choice(scope, between, pair) for pair in pairs[:MOST]]
    return tuple(chosen), len(pairs)


def _choice(scope: Scope, between: dict[tuple[str, str], Dependency], pair: tuple[str, str]) -> Choice:
    one, other = pair
    there, back = between.get((one, other)), between.get((other, one))
    one_above, other_above = _upward(scope, Pin(one, other)), _upward(scope, Pin(other, one))
    return Choice(
        one=one,
        other=other,
        one_uses=Weight(*(there.weight if there else NOTHING)),
        other_uses=Weight(*(back.weight if back else NOTHING)),
        one_above=Weight(*one_above[SCHEMA_FIRST]),
        other_above=Weight(*other_above[SCHEMA_FIRST]),
        examples=tuple(_examples(scope, one, other)) + tuple(_examples(scope, other, one)),
        one_best_by=_where_less(one_above, other_above),
        other_best_by=_where_less(other_above, one_above),
    )


Upward = dict[Weighing, tuple[int, int]]


def _upward(scope: Scope, pin: Pin) -> Upward:
    """What each weighing leaves upward where a direction is pinned."""
    pins = (*scope.pins, pin)
    return {one: order_units(scope.graph, pins=pins, weighing=one, time_limit=_PATIENCE).upward for one in WEIGHINGS}


def _where_less(these: Upward, those: Upward) -> tuple[str, ...]:
    """Ways of counting by which one direction leaves less; none where both leave the same."""
    return tuple(
        name
        for one, name in _NAMES.items()
        if (these[one][::-1] < those[one][::-1] if one is Weighing.CODE_FIRST else these[one] < those[one])
    )


def _ties(between: dict[tuple[str, str], Dependency], pair: tuple[str, str]) -> int:
    both = (between.get(pair), between.get((pair[1], pair[0])))
    return sum(one.schema + one.code for one in both if one is not None)


def _examples(scope: Scope, importer: str, imported: str) -> Iterable[Reference]:
    found = (one for one in scope.deciding() if scope.pair(one) == (importer, imported))
    return in_source_order(found)[:_EXAMPLES]
