"""The circles of a tangle as a covering problem for HiGHS: cut the least weight so that each circle known so far is
cut.

M. Grötschel, M. Jünger, G. Reinelt, "On the acyclic subgraph polytope", Mathematical Programming 33 (1985) 28-42.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING, Any, TypeAlias

from anabranch.graph.order_circles import Circle
from anabranch.graph.order_problem import Problem

if TYPE_CHECKING:
    from anabranch.graph.net import Reals

    Model: TypeAlias = Any

# Duals are rounded down to this fraction of one, and the bound they prove is then computed in whole numbers.
FRACTION = 2**20
# What a solver's own bound in whole solutions may be too high by.
DOUBT = 1e-3
# Seconds that are not worth another attempt.
LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Answer:
    """How far each arc is cut (0 to 1), if the solver finished, and the weight that every cut of the tangle has at
    least.
    """

    cut: Reals | None
    bound: int


class Cover:
    """A model that grows by circles. First in real numbers, where growing is cheap; whole only when asked to be."""

    def __init__(self, problem: Problem, circles: Iterable[Circle]) -> None:
        self._problem = problem
        self._circles: list[Circle] = []
        self._known: set[Circle] = set()
        self._model = _new_model(problem)
        self.is_whole = False
        self.add(circles)

    def add(self, circles: Iterable[Circle]) -> int:
        """Add the circles not yet known, and say how many there were."""
        import highspy
        import numpy as np

        new = sorted(set(circles) - self._known)
        if not new:
            return 0
        self._known.update(new)
        self._circles.extend(new)
        lengths = [len(circle) for circle in new]
        starts = np.cumsum([0, *lengths[:-1]], dtype=np.int32)
        arcs = np.array([index for circle in new for index in circle], dtype=np.int32)
        infinite = np.full(len(new), highspy.kHighsInf)
        self._model.addRows(len(new), np.ones(len(new)), infinite, len(arcs), starts, arcs, np.ones(len(arcs)))
        return len(new)

    def make_whole(self) -> None:
        """From now on, cut each arc wholly or not at all."""
        import highspy
        import numpy as np

        columns = len(self._problem.arcs)
        kinds = np.full(columns, highspy.HighsVarType.kInteger)
        self._model.changeColsIntegrality(columns, np.arange(columns, dtype=np.int32), kinds)
        self.is_whole = True

    def solve(self, *, deadline: float, start: frozenset[int]) -> Answer:
        """Solve what is known so far; `start` is a cut of the whole tangle to begin from."""
        import highspy
        import numpy as np

        model = self._model
        if self.is_whole:
            solution = highspy.HighsSolution()
            solution.col_value = [float(index in start) for index in range(len(self._problem.arcs))]
            model.setSolution(solution)
        self._run(deadline)
        finished = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        cut = np.array(model.getSolution().col_value) if finished else None
        return Answer(cut, self._read_bound(finished=finished))

    def _run(self, deadline: float) -> None:
        """Let it work until it is done, or the processor time is up.

        Its own clock is the wall's: on a busy machine that is up first, and it goes on from where it stood.
        """
        import highspy

        left = deadline - process_time()
        is_stopped = True
        while is_stopped:
            self._model.setOptionValue("time_limit", self._model.getRunTime() + max(0.0, left))
            self._model.run()
            left = deadline - process_time()
            is_stopped = left > LEAST and self._model.getModelStatus() == highspy.HighsModelStatus.kTimeLimit

    def _read_bound(self, *, finished: bool) -> int:
        import math

        if self.is_whole:
            bound = float(self._model.getInfo().mip_dual_bound)
            return max(0, math.ceil(bound - DOUBT)) if math.isfinite(bound) else 0
        return self._prove_bound() if finished else 0

    def _prove_bound(self) -> int:
        """Prove the bound of the linear program from its duals, free of rounding: any duals that are not negative
        prove one.
        """
        import numpy as np

        duals = np.maximum(np.array(self._model.getSolution().row_dual), 0.0)
        paid = np.floor(duals * FRACTION).astype(np.int64).tolist()
        room = [weight * FRACTION for weight in self._problem.heavy_weights]
        for circle, price in zip(self._circles, paid, strict=True):
            if price:
                for index in circle:
                    room[index] -= price
        proven: int = sum(paid) + sum(left for left in room if left < 0)
        return max(0, -(-proven // FRACTION))


def _new_model(problem: Problem) -> Model:
    import highspy
    import numpy as np

    library: Any = highspy  # its constructor is untyped
    model: Model = library.Highs()
    options = {
        "output_flag": False,
        "threads": 1,  # equal input, equal output
        "random_seed": 0,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.5,  # weights are whole numbers
        "mip_feasibility_tolerance": 1e-9,
    }
    for name, value in options.items():
        model.setOptionValue(name, value)
    columns = len(problem.arcs)
    most = np.array([0.0 if weight is None else 1.0 for weight in problem.weights])
    model.addVars(columns, np.zeros(columns), most)
    costs = np.array(problem.heavy_weights, dtype=np.float64)
    model.changeColsCost(columns, np.arange(columns, dtype=np.int32), costs)
    return model
