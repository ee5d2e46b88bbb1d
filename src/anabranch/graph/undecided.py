"""Pairs of units whose direction the code does not settle."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.order import Order, order_units
from anabranch.graph.pins import Pin
from anabranch.graph.tangles import find_tangles
from anabranch.graph.weighing import WEIGHINGS


def undecided_pairs(
    graph: UnitGraph, *, pins: tuple[Pin, ...] = (), time_limit: float = 2.0, schema_first: Order | None = None
) -> tuple[tuple[str, str], ...]:
    """Pairs (sorted, each by name) that depend on each other or are joined in one tangle, and stand differently under
    some weighing.

    The weighings are those of `WEIGHINGS`, each with a share of `time_limit` (seconds of processor time). All other
    joined pairs are robust. The order under the first of them is taken where it is known.
    """
    share = time_limit / len(WEIGHINGS)
    orders = [schema_first] if schema_first is not None else []
    left = WEIGHINGS[len(orders) :]
    orders += (order_units(graph, pins=pins, weighing=weighing, time_limit=share) for weighing in left)
    return compare_orders(graph, orders)


def compare_orders(graph: UnitGraph, orders: Sequence[Order]) -> tuple[tuple[str, str], ...]:
    """Pairs joined by a dependency in one tangle that do not stand the same way round in all of these orders."""
    places = [{unit: index for index, unit in enumerate(order.units)} for order in orders]
    return tuple(
        (one, other) for one, other in _joined_pairs(graph) if len({place[one] < place[other] for place in places}) > 1
    )


def _joined_pairs(graph: UnitGraph) -> list[tuple[str, str]]:
    tangle_of = {unit: number for number, tangle in enumerate(find_tangles(graph)) for unit in tangle}
    pairs = {
        (min(one.importer, one.imported), max(one.importer, one.imported))
        for one in graph.deciding
        if one.importer in tangle_of and tangle_of[one.importer] == tangle_of.get(one.imported)
    }
    return sorted(pairs)
