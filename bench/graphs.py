"""How long the order, its proof and the freeing of units take, on the dependencies of a map."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.freeing import free_all
from anabranch.graph.order import order_units
from anabranch.graph.tangles import find_tangles
from anabranch.reading.values import Level

if TYPE_CHECKING:
    from anabranch.graph.weight import Weight
    from anabranch.reading.values import Map

LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True)
class GraphTimes:
    """Seconds for one level of one project."""

    name: str
    level: Level
    units: int
    dependencies: int
    tangle: int
    order_seconds: float
    free_seconds: float
    proven: bool
    upward: str
    bound: str


def graph_of(found: Map, level: Level) -> UnitGraph:
    """Build the graph of one level again from the map's own numbers."""
    dependencies = [
        Dependency(
            row.importer,
            row.imported,
            references=row.references,
            files=row.references,
            schema=row.ties.schema,
            code=row.ties.code,
            composition=row.ties.composition,
            typing=row.ties.typing,
        )
        for row in found.dependencies
        if row.level == level
    ]
    return UnitGraph(dependencies=tuple(dependencies))


def measure_graph(name: str, found: Map, level: Level) -> GraphTimes:
    """Time the order with its proof, then the freeing of every unit."""
    graph = graph_of(found, level)
    # The libraries load at their first use; that belongs to the time of the whole command.
    free_all(order_first_use())
    begin = time.perf_counter()
    order = order_units(graph)
    ordered = time.perf_counter()
    free_all(graph)
    return GraphTimes(
        name=name,
        level=level,
        units=len(graph.units),
        dependencies=len(graph.deciding),
        tangle=max(map(len, find_tangles(graph)), default=0),
        order_seconds=ordered - begin,
        free_seconds=time.perf_counter() - ordered,
        proven=order.proven,
        upward=_shown(order.upward),
        bound=_shown(order.bound),
    )


def order_first_use() -> UnitGraph:
    """Order the smallest tangle there is, and give it."""
    circle = (Dependency("a", "b", code=1), Dependency("b", "a", code=1))
    graph = UnitGraph(dependencies=circle)
    order_units(graph)
    return graph


def _shown(weight: Weight) -> str:
    return f"{weight.schema} schema + {weight.code} code"
