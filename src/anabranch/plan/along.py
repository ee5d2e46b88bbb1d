"""Cuts along an order: of the dependencies that run against it, and of no others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.order import order_units
from anabranch.plan.scope import Pairs, Scope


def upward_pairs(graph: UnitGraph, order: Sequence[str]) -> Pairs:
    """Dependencies that run against an order, top first."""
    place = {unit: index for index, unit in enumerate(order)}
    return frozenset(
        (one.importer, one.imported) for one in graph.deciding if place[one.imported] < place[one.importer]
    )


def against_order(scope: Scope, graph: UnitGraph, order: Sequence[str]) -> Pairs:
    """What of a graph breaks the declared order, as check and the page judge it; else what runs against `order`."""
    if scope.broken is None:
        return upward_pairs(graph, order)
    return scope.broken(frozenset((one.importer, one.imported) for one in graph.deciding))


def hold(graph: UnitGraph, within: Collection[tuple[str, str]]) -> UnitGraph:
    """The graph with all other dependencies heavier than any cut of those within."""
    heavy = 1 + sum(one.schema for one in graph.deciding) + sum(one.code for one in graph.deciding)
    held = tuple(
        one if (one.importer, one.imported) in within or not one.is_deciding else replace(one, schema=heavy)
        for one in graph.dependencies
    )
    return UnitGraph(graph.units, held)


def as_declared(scope: Scope) -> UnitGraph:
    """The graph in which only what runs against the declared order is cut; as it is where none is declared."""
    if not scope.pins:
        return scope.graph
    return hold(scope.graph, upward_pairs(scope.graph, order_units(scope.graph, pins=scope.pins).units))
