"""What the commands that look back share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from anabranch.cli.planned import deliver_opened
from anabranch.cli.problems import Failure
from anabranch.cli.progress import Progress
from anabranch.cli.request import Request

if TYPE_CHECKING:
    from datetime import timedelta

    from anabranch.evidence.trend import Every, Figures, Point
    from anabranch.plan.history import History, Move
    from anabranch.plan.opened import Opened
    from anabranch.plan.scope import Scope


def look_back(request: Request, scope: Scope, *, since: timedelta, every: Every, movers: int) -> History:
    """Trend, moves and coupling of a folder's repository. Raises `GitFailed`."""
    from anabranch.evidence.changes import is_shallow, list_changes
    from anabranch.evidence.coupling import MOST_FILES, touches_of
    from anabranch.evidence.trend import choose_points
    from anabranch.plan.history import History, coupling_of, unit_of_path

    folder = Path(request.folder)
    points = choose_points(folder, since=since, every=every)
    changes = list_changes(folder, since=since)
    figures = tuple(read_past(request, points, scope.project.name))
    touches = touches_of(changes, unit_of_path(scope))
    coupled, unreferenced, unchanged = coupling_of(scope, touches)
    return History(
        project=scope.project.name,
        shallow=is_shallow(folder),
        points=figures,
        moves=tuple(find_moves(request, scope.project.name, figures, movers)),
        changes=len(touches),
        left_out=sum(len(change.files) > MOST_FILES for change in changes),
        coupled=tuple(coupled),
        unreferenced=tuple(unreferenced),
        unchanged=tuple(unchanged),
    )


def read_past(request: Request, points: list[Point], project: str) -> list[Figures]:
    """Figures of past commits, of the project of that name where a commit has it, with progress."""
    from anabranch.evidence.trend import read_points

    progress = Progress(request.words, sys.stderr)
    try:
        return read_points(Path(request.folder), points, project=project, cache=request.cache, on_progress=progress)
    finally:
        progress.finish()


def find_moves(request: Request, project: str, figures: tuple[Figures, ...], movers: int) -> list[Move]:
    """The stretches in which the figures moved most, halved until `movers` of them are single commits."""
    from anabranch.evidence.changes import list_changes
    from anabranch.evidence.trend import Point
    from anabranch.plan.history import Move, distance, largest_moves

    folder = Path(request.folder)
    changes = list_changes(folder)
    place = {change.commit: index for index, change in enumerate(changes)}

    def narrowed(before: Figures, after: Figures) -> tuple[Figures, Figures]:
        while place[before.commit] - place[after.commit] > 1:
            change = changes[(place[before.commit] + place[after.commit]) // 2]
            between = read_past(request, [Point(change.commit, change.time)], project)[0]
            is_earlier = distance(before, between) >= distance(between, after)
            before, after = (before, between) if is_earlier else (between, after)
        return before, after

    moves = []
    known = [pair for pair in largest_moves(figures, most=max(movers, 3)) if all(one.commit in place for one in pair)]
    for number, pair in enumerate(known):
        before, after = narrowed(*pair) if number < movers else pair
        commits = place[before.commit] - place[after.commit]
        moves.append(Move(before, after, commits, changes[place[after.commit]].subject if commits == 1 else ""))
    return moves


def explain_past(request: Request, scope: Scope, row: str, *, since: timedelta, every: Every) -> None:
    """Open the numbers of a point or of a pair of domains. Raises `GitFailed` and `Failure`."""
    one, comma, other = (part.strip() for part in row.partition(","))
    if comma:
        opened = _open_pair(request, scope, one, other, since)
    else:
        opened = _open_point(request, scope.project.name, row, since, every)
    if opened is None:
        raise Failure(request.words("opened.pair", name=row))
    deliver_opened(request, opened, row, ())


def _open_pair(request: Request, scope: Scope, one: str, other: str, since: timedelta) -> Opened | None:
    from anabranch.evidence.changes import list_changes
    from anabranch.evidence.coupling import touches_of
    from anabranch.plan.history import unit_of_path
    from anabranch.plan.opened_past import open_pair

    if one == other or not {one, other} <= set(scope.graph.units):
        return None
    touches = touches_of(list_changes(Path(request.folder), since=since), unit_of_path(scope))
    return open_pair(scope, touches, one, other)


def _open_point(request: Request, project: str, row: str, since: timedelta, every: Every) -> Opened | None:
    from anabranch.evidence.changes import day_of
    from anabranch.evidence.trend import choose_points, read_past_project
    from anabranch.plan.opened_past import open_point

    folder = Path(request.folder)
    points = choose_points(folder, since=since, every=every)
    names = (point for point in points if row and (day_of(point.time).startswith(row) or point.commit.startswith(row)))
    point = next(names, None)
    past = read_past_project(folder, point, project=project, cache=request.cache) if point is not None else None
    return open_point(f"{day_of(point.time)} {point.commit[:10]}", past) if point is not None and past else None
