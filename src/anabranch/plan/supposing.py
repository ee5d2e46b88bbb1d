"""What a person supposes: cuts, moves, merges, another order; parsed, applied and measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from anabranch.errors import AnabranchError
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.order import order_units
from anabranch.graph.tangles import tangled_units
from anabranch.graph.what_if import cut_dependencies, merge_in_order, merge_units, weigh_order
from anabranch.plan.scope import Scope
from anabranch.project.dotted import enclosing
from anabranch.reading.levels import bundle, make_graph
from anabranch.reading.values import Map, Reference, Weight


class Nonsense(AnabranchError):
    """Words that are no change."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NoPair(AnabranchError):
    """A cut between two units that nothing joins that way."""

    def __init__(self, importer: str, imported: str) -> None:
        super().__init__(f"{importer} → {imported}")
        self.importer, self.imported = importer, imported


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is supposed, by the names that a person wrote."""

    cuts: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    """Units or modules with the domain that they move to."""
    merges: tuple[tuple[str, str], ...] = ()
    """Units with the one that they become part of."""
    order: str = ""
    """A file with units, top first."""


class Side(msgspec.Struct, frozen=True):
    """The figures before, or after."""

    units: int
    tangle: int
    tangled: int
    free: tuple[str, ...]
    upward: Weight
    least: Weight
    total: Weight
    h: float
    """Upward weight of the shown order, code ties and schema ties alike, as a share of the total."""


class Supposed(msgspec.Struct, frozen=True):
    """What the changes come to, measured by the order that is shown."""

    project: str
    order: tuple[str, ...]
    before: Side
    after: Side
    freed: tuple[str, ...]
    caught: tuple[str, ...]


def parse_changes(words: Sequence[str]) -> Changes:
    """`cut A B C D`, `move X to Y`, `merge X Y Z`, `order FILE`, one after the other. Raises `Nonsense`."""
    cuts: list[tuple[str, str]] = []
    moves: list[tuple[str, str]] = []
    merges: list[tuple[str, str]] = []
    order = ""
    clauses = _clauses(words)
    if clauses is None:
        raise Nonsense(" ".join(words))
    for verb, rest in clauses:
        if verb == "cut":
            cuts += zip(rest[::2], rest[1::2], strict=True)
        elif verb == "move":
            moves += [(name, rest[-1]) for name in rest[:-2]]
        elif verb == "merge":
            merges += [(name, rest[-1]) for name in rest[:-1]]
        else:
            order = rest[0]
    return Changes(tuple(cuts), tuple(moves), tuple(merges), order)


def suppose(project_map: Map, scope: Scope, changes: Changes, *, order: Sequence[str] = ()) -> Supposed:
    """Apply moves, merges, then cuts; every name is a unit of the scope or, of moves, a module. Raises `NoPair`.

    `order` is what a person has written, top first; units that it leaves out stand as the best order has them. With
    other changes both sides are measured by it, alone it is compared with the best order.
    """
    before = scope.graph
    best = order_units(before)
    shown = _completed(order, best.units)
    graph = _moved(project_map, scope, dict(changes.moves))
    names = dict(changes.merges)
    graph = merge_units(graph, {unit: _last(unit, names) for unit in graph.units})
    present = {(one.importer, one.imported) for one in graph.deciding}
    for pair in changes.cuts:
        if pair not in present:
            raise NoPair(*pair)
    graph = cut_dependencies(graph, set(changes.cuts))
    renamed = {unit: _last(unit, names) for unit in shown}
    after_order = _completed([unit for unit in merge_in_order(shown, renamed) if unit in graph.units], graph.units)
    # An order alone is compared with the best one; beside other changes it is what both sides are measured by.
    is_alone = not (changes.cuts or changes.moves or changes.merges)
    was, is_now = _side(before, best.units if is_alone else shown), _side(graph, after_order)
    return Supposed(
        project=scope.project.name,
        order=tuple(after_order),
        before=was,
        after=is_now,
        freed=tuple(sorted(set(is_now.free) - set(was.free))),
        caught=tuple(sorted((set(graph.units) - set(is_now.free)) & set(was.free))),
    )


_IS_WHOLE: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "cut": lambda rest: len(rest) > 1 and len(rest) % 2 == 0,
    "move": lambda rest: len(rest) > 2 and rest[-2] == "to",
    "merge": lambda rest: len(rest) > 1,
    "order": lambda rest: len(rest) == 1,
}
"""Whether what follows a verb is all that it needs."""


def _clauses(words: Sequence[str]) -> list[tuple[str, Sequence[str]]] | None:
    """Verbs with what follows them; None where the words are no such sequence. A verb is a name where it can be no
    verb: units are called `order` too.
    """
    if not words:
        return []
    verb, rest = words[0], words[1:]
    if verb not in _IS_WHOLE:
        return None
    for size in range(1, len(rest) + 1):
        if (size == len(rest) or rest[size] in _IS_WHOLE) and _IS_WHOLE[verb](rest[:size]):
            following = _clauses(rest[size:])
            if following is not None:
                return [(verb, rest[:size]), *following]
    return None


def _moved(project_map: Map, scope: Scope, moves: dict[str, str]) -> UnitGraph:
    """The graph with units and modules in the domains that they move to."""
    if not moves:
        return scope.graph

    def unit(module: str, app: str) -> str:
        domain = scope.domains.get(app, app)
        return moves.get(enclosing(module, moves)) or moves.get(app) or moves.get(domain, domain)

    def sides(one: Reference) -> tuple[str, str]:
        return unit(one.importer.module, one.importer.app), unit(one.imported.module, one.imported.app)

    own = (one for one in project_map.references if one.project == scope.project.name)
    units = {moves.get(app.label) or moves.get(app.domain, app.domain) for app in scope.project.apps}
    return make_graph(bundle(own, sides), units)


def _last(unit: str, names: dict[str, str]) -> str:
    """Where a unit ends that is merged into one that is merged itself."""
    seen = {unit}
    while unit in names and names[unit] not in seen:
        unit = names[unit]
        seen.add(unit)
    return unit


def _completed(order: Sequence[str], units: Sequence[str]) -> list[str]:
    """An order that has all units: those it leaves out stand before the next one that it has."""
    named = [unit for unit in dict.fromkeys(order) if unit in units]
    if not named:
        return list(units)
    left = [unit for unit in units if unit not in set(named)]
    place = {unit: index for index, unit in enumerate(units)}
    for unit in left:
        above = [index for index, one in enumerate(named) if place[one] < place[unit]]
        named.insert(above[-1] + 1 if above else 0, unit)
    return named


def _side(graph: UnitGraph, order: Sequence[str]) -> Side:
    figures = weigh_order(graph, order)
    tangled = tangled_units(graph)
    return Side(
        units=len(graph.units),
        tangle=figures.tangle,
        tangled=len(tangled),
        free=tuple(unit for unit in graph.units if unit not in tangled),
        upward=Weight(*figures.upward),
        least=Weight(*order_units(graph).upward),
        total=Weight(*figures.total),
        h=round(figures.h, 4),
    )
