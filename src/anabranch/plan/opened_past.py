"""Numbers of a history, opened to what they were counted from."""

from __future__ import annotations

from collections.abc import Sequence

from anabranch.evidence.coupling import Touch
from anabranch.evidence.past_project import PastProject
from anabranch.evidence.trend import graph_of, is_across
from anabranch.graph.order import order_units
from anabranch.graph.tangles import find_tangles
from anabranch.plan.along import upward_pairs
from anabranch.plan.opened import Opened, Part, places_of_ties
from anabranch.plan.scope import Scope, in_source_order
from anabranch.plan.values import Line
from anabranch.reading.values import DECIDING, WEIGHTLESS

_HASH = 10


def open_point(row: str, past: PastProject) -> Opened:
    """The numbers of one past commit. The lines of its units add up to its lines."""
    graph = graph_of(past)
    tangle = max(find_tangles(graph), key=len, default=())
    upward = upward_pairs(graph, order_units(graph).units)
    across = [one for one in in_source_order(past.found.references) if is_across(one)]
    against = [
        one
        for one in across
        if one.tie_class in DECIDING
        and one.certainty not in WEIGHTLESS
        and (one.importer.app, one.imported.app) in upward
    ]
    return Opened(
        row,
        (
            Part("units", tuple(Line(unit, f"{lines:,}") for unit, lines in _lines_by_unit(past, graph.units).items())),
            Part("tangle", tuple(Line(unit, "") for unit in tangle)),
            Part("upward", places_of_ties(against)),
            Part(
                "references",
                tuple(Line(f"{one.file}:{one.line}", f"{one.kind} {one.imported.symbol}") for one in across),
            ),
        ),
    )


def open_pair(scope: Scope, touches: Sequence[Touch], one: str, other: str) -> Opened:
    """The changes that touched both of two domains and each, and the ties between them today."""
    both = [touch for touch in touches if one in touch.units and other in touch.units]
    between = [each for each in scope.deciding() if set(scope.pair(each)) == {one, other}]
    return Opened(
        f"{one},{other}",
        (
            Part("together", _commits(both)),
            *(Part("changes", _commits([touch for touch in touches if unit in touch.units]), unit)
              for unit in (one, other)),
            Part("ties", places_of_ties(between)),
        ),
    )  # fmt: skip


def _lines_by_unit(past: PastProject, units: Sequence[str]) -> dict[str, int]:
    found = dict.fromkeys(units, 0)
    for module in past.layout.modules:
        unit = past.units.get(module.name, module.app)
        found[unit] = found.get(unit, 0) + past.lines.get(module.path, 0)
    return found


def _commits(touches: Sequence[Touch]) -> tuple[Line, ...]:
    return tuple(Line(touch.change.commit[:_HASH], touch.change.subject) for touch in touches)
