"""Figures of all measurements in one form, with the bar each has to clear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.comparison import Comparison
    from bench.graphs import GraphTimes
    from bench.speed import Times

AT_LEAST = {"relation": (0.99, 0.99), "url": (0.95, None), "receiver": (0.95, None), "task": (0.95, None)}
"""Recall and precision asked for, by what is compared."""

MEMORY_LIMIT = 600.0
"""MB on 250,000 lines."""

GRAPH_LIMIT = 2.0
"""Seconds for the order, or the freeing, of a level."""


@dataclass(frozen=True)
class Figure:
    """One row of the table; `holds` is nothing where no bar is set."""

    project: str
    name: str
    value: str
    asked: str = ""
    holds: bool | None = None


def comparison_figures(comparison: Comparison) -> Iterator[Figure]:
    """Recall and precision of one comparison, where there is something to compare."""
    if not comparison.true and not comparison.extra:
        return
    recall, precision = AT_LEAST.get(comparison.what, (None, None))
    apart = f", {len(comparison.run_time)} made at run time" if comparison.run_time else ""
    counted = f"{comparison.hit} of {comparison.true}{apart}"
    if comparison.what == "import":
        value = f"{comparison.recall:.4f} ({counted})"
        yield Figure(comparison.package, "import: recall", value, "all, or explained", not comparison.unexplained)
    else:
        yield _share(comparison.package, f"{comparison.what}: recall", comparison.recall, recall, counted)
    extra = f"{len(comparison.extra)} only here"
    yield _share(comparison.package, f"{comparison.what}: precision", comparison.precision, precision, extra)


def _share(project: str, name: str, share: float, asked: float | None, counted: str) -> Figure:
    value = f"{share:.4f} ({counted})"
    return Figure(
        project, name, value, "" if asked is None else f">= {asked}", None if asked is None else share >= asked
    )


def time_figure(times: Times) -> Figure:
    """Give a time as a ratio to the peer's."""
    value = f"{times.ratio:.2f} x {times.peer} ({times.seconds:.2f} s against {times.peer_seconds:.2f} s)"
    asked = "" if times.limit is None else f"<= {times.limit:g} x"
    return Figure(times.name, times.what, value, asked, None if times.limit is None else times.ratio <= times.limit)


def memory_figure(project: str, megabytes: float | None) -> Figure:
    """Give the peak of all processes together."""
    if megabytes is None:
        return Figure(project, "peak memory", "not measured on this system")
    return Figure(project, "peak memory", f"{megabytes:.0f} MB", f"<= {MEMORY_LIMIT:g} MB", megabytes <= MEMORY_LIMIT)


def graph_figures(times: GraphTimes) -> Iterator[Figure]:
    """Give the time of the order and of the freeing of one level."""
    size = f"{times.units} units, {times.dependencies} dependencies, tangle of {times.tangle}"
    proof = f"proven, {times.upward} upward" if times.proven else f"{times.upward} upward, at least {times.bound}"
    limit = f"<= {GRAPH_LIMIT:g} s"
    order = f"{times.order_seconds:.2f} s ({size}; {proof})"
    # Without a proof both bounds answer, whatever the time.
    in_time = times.order_seconds <= GRAPH_LIMIT
    yield Figure(times.name, f"order, {times.level}", order, f"{limit} or bounds", in_time or not times.proven)
    free = f"{times.free_seconds:.2f} s"
    yield Figure(times.name, f"freeing, {times.level}", free, limit, times.free_seconds <= GRAPH_LIMIT)
