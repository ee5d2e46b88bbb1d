"""Small graphs in few words, and what trying everything says about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations, permutations

from hypothesis import strategies as st

from anabranch.graph.dependency import Dependency, Tie, UnitGraph, join_ties
from anabranch.graph.weighing import SCHEMA_FIRST, Cost, Weighing, as_weight, weigh
from anabranch.graph.weight import NOTHING, Weight


def depend(importer: str, imported: str, *, schema: int = 0, code: int = 0, files: int = 1) -> Dependency:
    """Make a dependency with named ties."""
    ties = [Tie(f"{importer}.S{index}", f"{imported}.S", "schema") for index in range(schema)]
    ties += [Tie(f"{importer}.C{index}", f"{imported}.C", "code") for index in range(code)]
    return join_ties(ties, importer=importer, imported=imported, references=2 * schema + code, files=files)


def graph_of(*arrows: str) -> UnitGraph:
    """Read arrows such as `a > b` (one code tie) and `a > b 1+2` (one schema tie and two code ties)."""
    dependencies = []
    for arrow in arrows:
        importer, _, imported, *weight = arrow.split()
        schema, code = map(int, weight[0].split("+")) if weight else (0, 1)
        dependencies.append(depend(importer, imported, schema=schema, code=code))
    return UnitGraph(dependencies=tuple(dependencies))


@st.composite
def graphs(draw: st.DrawFn, *, most_units: int = 6, most_dependencies: int = 30) -> UnitGraph:
    """Draw a graph of a few units, dense enough for tangles."""
    units = [f"u{index}" for index in range(draw(st.integers(1, most_units)))]
    pairs = [(one, other) for one in units for other in units if one != other]
    count = st.integers(0, 3)
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=most_dependencies)) if pairs else []
    dependencies = tuple(
        depend(one, other, schema=draw(count), code=draw(count), files=draw(count)) for one, other in chosen
    )
    return UnitGraph(units=tuple(units), dependencies=dependencies)


def least_upward(
    graph: UnitGraph, weighing: Weighing = SCHEMA_FIRST, *, is_allowed: Callable[[tuple[str, ...]], bool] | None = None
) -> Weight:
    """Try every order."""
    orders = (order for order in permutations(graph.units) if is_allowed is None or is_allowed(order))
    return as_weight(min(upward_cost(graph, order, weighing) for order in orders), weighing)


def upward_cost(graph: UnitGraph, order: tuple[str, ...], weighing: Weighing) -> Cost:
    """Add up what is upward in an order."""
    place = {unit: index for index, unit in enumerate(order)}
    upward = [weigh(one, weighing) for one in graph.deciding if place[one.imported] < place[one.importer]]
    return Cost(sum(cost.first for cost in upward), sum(cost.second for cost in upward))


def is_on_circle(unit: str, dependencies: Iterable[Dependency]) -> bool:
    """Whether a unit leads back to itself."""
    pairs = [(one.importer, one.imported) for one in dependencies if one.is_deciding]
    reached: set[str] = set()
    waiting = [unit]
    while waiting:
        now = waiting.pop()
        found = {imported for importer, imported in pairs if importer == now} - reached
        reached |= found
        waiting += found
    return unit in reached


def least_freeing(
    graph: UnitGraph, unit: str, *, by: Callable[[Weight], tuple[int, ...]] = lambda weight: weight
) -> Weight:
    """Try every set of dependencies to cut."""
    deciding = graph.deciding
    sets = (cut for size in range(len(deciding) + 1) for cut in combinations(deciding, size))
    freeing = (cut for cut in sets if not is_on_circle(unit, set(deciding).difference(cut)))
    return min((sum((one.weight for one in cut), NOTHING) for cut in freeing), key=by)
