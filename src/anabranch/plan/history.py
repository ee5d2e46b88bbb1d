"""A repository's past beside today's map: the trend, what moved it, what changes together."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from anabranch.evidence.coupling import (
    Coupled,
    Touch,
    UnitOfPath,
    couple,
    path_reader,
    without_change,
    without_reference,
)
from anabranch.evidence.trend import Figures
from anabranch.plan.scope import Scope


class Move(msgspec.Struct, frozen=True):
    """What one stretch of time, or one commit of it, did to the figures."""

    before: Figures
    after: Figures
    commits: int
    """Commits of the main line between both; 1 where the commit itself is known."""
    subject: str = ""


class Coupling(msgspec.Struct, frozen=True):
    """Two domains and the changes that touched them."""

    one: str
    other: str
    together: int
    one_changes: int
    other_changes: int
    share: float
    ties: int
    """Schema and code ties between them today, both ways."""
    example: str


class History(msgspec.Struct, frozen=True):
    """Everything that `history` tells."""

    project: str
    shallow: bool
    points: tuple[Figures, ...]
    moves: tuple[Move, ...]
    changes: int
    """Changes of the main line that touch a domain and at most 30 files."""
    left_out: int
    """Changes of more files."""
    coupled: tuple[Coupling, ...]
    unreferenced: tuple[Coupling, ...]
    """Changed together, without a reference."""
    unchanged: tuple[tuple[str, str], ...]
    """Referenced, and never changed together."""


def largest_moves(points: tuple[Figures, ...], *, most: int) -> list[tuple[Figures, Figures]]:
    """Neighbouring points between which the figures moved most: the tangle by its size, then the upward ties."""
    pairs = list(pairwise(points))
    moved = [pair for pair in pairs if distance(*pair) > (0, 0)]
    return sorted(moved, key=lambda pair: distance(*pair), reverse=True)[:most]


def distance(before: Figures, after: Figures) -> tuple[int, int]:
    """How far two points are apart."""
    was, is_now = (one.upward.ties for one in (before, after))
    return abs(after.tangle - before.tangle), abs(is_now - was)


def coupling_of(scope: Scope, touches: list[Touch]) -> tuple[list[Coupling], list[Coupling], list[tuple[str, str]]]:
    """All coupled pairs, those without a reference, and references without common change."""
    ties: dict[frozenset[str], int] = {}
    for one in scope.graph.deciding:
        pair = frozenset((one.importer, one.imported))
        ties[pair] = ties.get(pair, 0) + one.schema + one.code
    rows = couple(touches)

    def told(row: Coupled) -> Coupling:
        count = ties.get(frozenset((row.one, row.other)), 0)
        return Coupling(*row[:5], round(row.share, 3), count, row.example)

    joined = set(ties)
    return (
        [told(row) for row in rows],
        [told(row) for row in without_reference(rows, joined)],
        without_change(rows, touches, joined),
    )


def unit_of_path(scope: Scope) -> UnitOfPath:
    """From a path to the domain whose app's folder it lies in."""
    return path_reader((app.path, app.domain) for app in scope.project.apps)
