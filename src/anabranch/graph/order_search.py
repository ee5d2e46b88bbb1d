"""The least cut that leaves a tangle without circles, and how much less it could be at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from time import process_time
from typing import TYPE_CHECKING

from anabranch.graph.net import keep_arcs, search_breadth_first
from anabranch.graph.order_circles import Circle, find_circles_left, find_two_circles, pack_circles
from anabranch.graph.order_cover import Cover
from anabranch.graph.order_greedy import honour_pins, order_greedily
from anabranch.graph.order_insertion import improve_order
from anabranch.graph.order_problem import Problem

if TYPE_CHECKING:
    from anabranch.graph.net import Numbers, Reals

# Nearer to 0 or 1 than this, an arc is not or wholly cut.
WHOLE = 1e-6
SHARE_TO_FINISH = 0.1
# Past this weight a double cannot tell two cuts apart by one, and the solver is not asked.
LARGEST_WEIGHT = 2**50


@dataclass(frozen=True, slots=True)
class Cut:
    """Arcs whose removal leaves no circle, by index; `bound` is what every such cut weighs at least."""

    arcs: frozenset[int]
    bound: int


def start_order(problem: Problem, *, deadline: float) -> list[int]:
    """Order the units of a tangle well, top first: greedily, pins honoured, then by best insertion."""
    arcs = ((*arc, weight) for arc, weight in zip(problem.arcs, problem.heavy_weights, strict=True))
    greedy = honour_pins(order_greedily(range(problem.size), arcs), problem.pins)
    return improve_order(greedy, problem, deadline=deadline)


def find_cut(problem: Problem, start: frozenset[int], *, deadline: float) -> Cut:
    """Find the least cut, beginning from any. Proven least when its weight is its bound; without `highspy` it is the
    start.
    """
    circles = find_two_circles(problem)
    if is_least(problem, start):
        return Cut(start, problem.weigh(start))
    if not has_solver() or sum(problem.heavy_weights) > LARGEST_WEIGHT:
        bound = _bound_by_packing(problem, circles, deadline)
        return Cut(_spare_arcs(problem, start, deadline), min(bound, problem.weigh(start)))
    search = _Search(problem, start, circles)
    # What is found when the time is up still takes some time to make good.
    now = process_time()
    search.run(now + (1 - SHARE_TO_FINISH) * (deadline - now))
    if search.bound < search.weight:
        search.improve(search.best, deadline)
        return Cut(_spare_arcs(problem, search.best, deadline), search.bound)
    return Cut(search.best, search.bound)


def is_least(problem: Problem, cut: frozenset[int]) -> bool:
    """Whether circles of two units alone prove that no cut is lighter: no solver has to be asked."""
    return pack_circles(find_two_circles(problem), list(problem.heavy_weights)) == problem.weigh(cut)


def load_solver(problems: Iterable[Problem] = ()) -> None:
    """Import what a search needs, before its clock starts: on a busy machine that takes longer than the search.

    Without the problems that are to be solved, all that any could need.
    """
    import_module("numpy")
    nets = [problem.net for problem in problems]
    if not nets or not all(net.is_plain for net in nets):
        import_module("scipy.sparse.csgraph")
    if has_solver():
        import_module("highspy")


def has_solver() -> bool:
    """Whether HiGHS is installed."""
    from importlib.util import find_spec

    return find_spec("highspy") is not None


class _Search:
    """Rounds of: cover the circles known, find circles that the cover leaves. Ends when none is left or the bound is
    met.
    """

    def __init__(self, problem: Problem, start: frozenset[int], circles: tuple[Circle, ...]) -> None:
        self.problem = problem
        self.best = start
        self.weight = problem.weigh(start)
        self.bound = pack_circles(circles, list(problem.heavy_weights))
        self.cover = Cover(problem, circles)

    def run(self, deadline: float) -> None:
        """Search until proven, or until the deadline."""
        import numpy as np

        everything = np.arange(len(self.problem.arcs), dtype=np.int32)
        self.cover.add(find_circles_left(self.problem, everything, deadline=deadline).circles)
        while self.bound < self.weight and process_time() < deadline:
            answer = self.cover.solve(deadline=deadline, start=self.best)
            self.bound = min(self.weight, max(self.bound, answer.bound))
            if answer.cut is None:
                return
            if not self._separate(answer.cut, deadline) and self.bound < self.weight:
                if self.cover.is_whole:
                    return
                self.improve(self.best, deadline)
                self.cover.make_whole()

    def _separate(self, cut: Reals, deadline: float) -> int:
        """Add circles that the cover leaves; keep the cut that they complete when it is the best so far."""
        import numpy as np

        kept = np.flatnonzero(cut < 0.5).astype(np.int32)
        left = find_circles_left(self.problem, kept, deadline=deadline)
        self._offer(kept, left.upward, deadline)
        new = self.cover.add(_find_violated(left.circles, cut))
        if ((cut > WHOLE) & (cut < 1 - WHOLE)).any():
            new += self._separate_parts(cut, deadline)
        return new

    def _separate_parts(self, cut: Reals, deadline: float) -> int:
        """Add circles whose arcs are cut in part, less than once in all."""
        import numpy as np

        kept = np.flatnonzero(cut < 1 - WHOLE).astype(np.int32)
        heaviness = 1 + np.array(self.problem.heavy_weights) * (1 - cut).clip(min=0) * 1000
        # A little for each arc, so that of equally cut circles the shortest is found.
        lengths = cut.clip(min=0) + 1e-4
        left = find_circles_left(self.problem, kept, deadline=deadline, heaviness=heaviness, lengths=lengths)
        self._offer(kept, left.upward, deadline)
        return self.cover.add(_find_violated(left.circles, cut))

    def _offer(self, kept: Numbers, upward: frozenset[int], deadline: float) -> None:
        """Take all arcs not kept and the upward ones among those kept; improve that where every round is dear."""
        cut = frozenset(range(len(self.problem.arcs))).difference(kept.tolist()) | upward
        self._take(cut)
        if self.cover.is_whole and self.weight > self.bound:
            self.improve(cut, deadline)

    def improve(self, cut: frozenset[int], deadline: float) -> None:
        """Take what best insertion makes of a cut, when that is the best so far."""
        order = _order_without(self.problem, cut)
        self._take(self.problem.find_upward(improve_order(order, self.problem, deadline=deadline)))

    def _take(self, cut: frozenset[int]) -> None:
        weight = self.problem.weigh(cut)
        if weight < self.weight:
            self.best, self.weight = cut, weight


def _find_violated(circles: tuple[Circle, ...], cut: Reals) -> list[Circle]:
    values = cut.tolist()
    return [circle for circle in circles if sum(values[index] for index in circle) < 1 - WHOLE]


def _order_without(problem: Problem, cut: frozenset[int]) -> list[int]:
    """Order the units by the arcs that a cut leaves, which form no circle."""
    kept = [arc for index, arc in enumerate(problem.arcs) if index not in cut]
    return honour_pins(range(problem.size), kept)


def _bound_by_packing(problem: Problem, circles: tuple[Circle, ...], deadline: float) -> int:
    """Bound a cut from below by circles that share no weight, until no circle is left or the time is up."""
    import numpy as np

    room = list(problem.heavy_weights)
    bound = pack_circles(circles, room)
    while circles and process_time() < deadline:
        kept = np.flatnonzero(np.array(room) > 0).astype(np.int32)
        circles = find_circles_left(problem, kept, deadline=deadline).circles
        bound += pack_circles(circles, room)
    return bound


def _spare_arcs(problem: Problem, cut: frozenset[int], deadline: float) -> frozenset[int]:
    """Keep the cut arcs, heaviest first, that close no circle with those that stay."""
    import numpy as np

    flags = np.ones(len(problem.arcs), dtype=np.bool_)
    flags[sorted(cut)] = False
    for index in sorted(cut, key=lambda index: (-problem.heavy_weights[index], index)):
        if process_time() > deadline:
            break
        importer, imported = problem.arcs[index]
        reached, _ = search_breadth_first(keep_arcs(problem.net, flags), imported)
        flags[index] = importer not in reached
    return frozenset(np.flatnonzero(~flags).tolist())
