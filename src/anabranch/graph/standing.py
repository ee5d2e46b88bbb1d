"""Whether an order stands out at all, or any shuffling of the same pairs would have one as good."""

from __future__ import annotations

from random import Random

from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.order import Order, start_upward
from anabranch.graph.weight import NOTHING, Weight

# An order within this share of the random ones does not stand out.
NEAR = 0.15
# Dependencies turned in all, after which more seeds tell nothing new.
ENOUGH = 6_000


def random_h(graph: UnitGraph, *, seeds: int = 20) -> float:
    """Mean H of the same dependencies, each turned round or not by a fair coin, over the seeds 0 to `seeds - 1`.

    By the quick heuristic alone, for the optimum of a random graph takes long to prove; `stands_out` compares like
    with like. In a large graph the seeds differ little and cost much, so after the first three it stops at `ENOUGH`
    dependencies turned.
    """
    seeds = min(seeds, max(3, ENOUGH // max(1, len(graph.deciding))))
    found = [_random_share(graph, Random(seed)) for seed in range(seeds)]
    return sum(found) / len(found) if found else 0.0


def stands_out(order: Order, random_h: float) -> bool:
    """Whether an order is clearly better than random ones: H of its heuristic start not within 15 % of theirs.

    One that nothing runs against stands out whatever chance would give: it is there, and the code keeps it.
    """
    if any(order.total) and not any(order.upward):
        return True
    return _share(order.start, order.total) < (1 - NEAR) * random_h


def _share(part: Weight, total: Weight) -> float:
    return sum(part) / sum(total) if any(total) else 0.0


def _random_share(graph: UnitGraph, coin: Random) -> float:
    turned = _turn(graph, coin)
    return _share(start_upward(turned), sum((one.weight for one in turned.deciding), NOTHING))


def _turn(graph: UnitGraph, coin: Random) -> UnitGraph:
    """Turn dependencies round by coin; two that then run the same way are one."""
    turned: dict[tuple[str, str], Dependency] = {}
    for one in graph.deciding:
        pair = (one.importer, one.imported)
        pair = pair if coin.random() < 0.5 else (one.imported, one.importer)
        weight = one.weight + (turned[pair].weight if pair in turned else NOTHING)
        turned[pair] = Dependency(importer=pair[0], imported=pair[1], schema=weight.schema, code=weight.code)
    return UnitGraph(graph.units, tuple(turned.values()))
