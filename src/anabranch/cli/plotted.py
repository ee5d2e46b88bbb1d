"""What the page plots of each project: the plan's staircase, and the past where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anabranch.cli.output import mention
from anabranch.cli.planned import declared_scope
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from datetime import timedelta

    from anabranch.plan.history import History
    from anabranch.plan.scope import Scope
    from anabranch.plan.values import Staircase
    from anabranch.reading.values import Map
    from anabranch.reports.page.plots_section import Plotted

MOST_TANGLED = 20
"""Units in tangles up to which a staircase is found in about a second, so that nobody needs to ask for it."""


def plotted_of(request: Request, project_map: Map, *, past: timedelta | None) -> list[Plotted]:
    """One a project. With `past` every staircase, and of the project that is meant what git tells of so much time."""
    from anabranch.reading.project_meant import project_meant
    from anabranch.reports.page.plots_section import Plotted

    scopes = [declared_scope(project_map, project, request) for project in project_map.projects]
    meant = project_meant(project_map).name if past else ""
    return [
        Plotted(
            _staircase(scope, asked=past is not None),
            _look_back(request, scope, past) if past and scope.project.name == meant else None,
        )
        for scope in scopes
    ]


def _staircase(scope: Scope, *, asked: bool) -> Staircase | None:
    from anabranch.graph.tangles import tangled_units
    from anabranch.plan.sequence import plan_sequence

    return plan_sequence(scope) if asked or len(tangled_units(scope.graph)) <= MOST_TANGLED else None


def _look_back(request: Request, scope: Scope, past: timedelta) -> History | None:
    from anabranch.cli.past import look_back
    from anabranch.evidence.git import GitFailed

    try:
        return look_back(request, scope, since=past, every="month", movers=0)
    except GitFailed:
        mention(request.words("gap.git"))
        return None
