"""Two sets of rows, the true ones and those found, and the figures that follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.truth import Explanation, Side, What


@dataclass(frozen=True)
class Comparison:
    """Rows of one sort; `run_time` holds missed rows that no source says, which do not count."""

    package: str
    what: What
    true: int
    hit: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    run_time: tuple[str, ...] = ()
    explained: frozenset[str] = field(default_factory=frozenset)
    """Missed and extra rows that have an explanation."""
    stale: tuple[str, ...] = ()
    """Patterns of explanations that no row needs."""

    @property
    def recall(self) -> float:
        """The share of true rows that were found."""
        return self.hit / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """The share of found rows that are true."""
        found = self.hit + len(self.extra)
        return self.hit / found if found else 1.0

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Missed rows without an explanation."""
        return tuple(row for row in self.missed if row not in self.explained)


def compare(package: str, what: What, *, true: Iterable[str], found: Iterable[str]) -> Comparison:
    """Compare rows, each given as one text."""
    wanted, got = set(true), set(found)
    missed, extra = sorted(wanted - got), sorted(got - wanted)
    return Comparison(package, what, len(wanted), len(wanted & got), tuple(missed), tuple(extra))


def explain(comparison: Comparison, explanations: Iterable[Explanation]) -> Comparison:
    """Apply what is explained, and say which explanations nothing needs any more."""
    own = [row for row in explanations if row.what == comparison.what]
    run_time = tuple(row for row in comparison.missed if any(e.run_time and e.covers(row) for e in own))
    explained = _covered(own, "missed", comparison.missed) | _covered(own, "extra", comparison.extra)
    rows = {"missed": comparison.missed, "extra": comparison.extra}
    stale = [p for e in own for p in e.rows if not any(fnmatchcase(row, p) for row in rows[e.side])]
    return replace(
        comparison,
        true=comparison.true - len(run_time),
        missed=tuple(row for row in comparison.missed if row not in run_time),
        run_time=run_time,
        explained=frozenset(explained),
        stale=tuple(stale),
    )


def _covered(explanations: list[Explanation], side: Side, rows: tuple[str, ...]) -> set[str]:
    return {row for row in rows for e in explanations if e.side == side and e.covers(row)}
