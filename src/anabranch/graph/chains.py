"""How one unit leads to another: the shortest chain of dependencies."""

from __future__ import annotations

from anabranch.graph.dependency import UnitGraph, UnknownUnit
from anabranch.graph.net import build_net, search_breadth_first


def shortest_chain(graph: UnitGraph, *, importer: str, imported: str) -> tuple[str, ...] | None:
    """Units from `importer` to `imported`, each depending on the next; `None` when it does not lead there.

    Follows schema, code and composition ties. Among equally short chains the first by name. For one and the same
    unit, its shortest circle. Raises `UnknownUnit`.
    """
    for name in (importer, imported):
        if name not in graph.units:
            raise UnknownUnit(name)
    pairs = [(one.importer, one.imported) for one in graph.dependencies if one.is_deciding or one.composition]
    steps = _count_steps(graph.units, pairs, target=imported)
    uses: dict[str, list[str]] = {}
    for user, used in pairs:
        uses.setdefault(user, []).append(used)
    chain = [importer]
    while len(chain) == 1 or chain[-1] != imported:
        onward = [(steps[name], name) for name in uses.get(chain[-1], ()) if name in steps]
        if not onward:
            return None
        chain.append(min(onward)[1])
    return tuple(chain)


def _count_steps(units: tuple[str, ...], pairs: list[tuple[str, str]], *, target: str) -> dict[str, int]:
    """Length of the shortest chain from each unit that leads to the target."""
    number = {unit: index for index, unit in enumerate(units)}
    backward = sorted((number[imported], number[importer]) for importer, imported in pairs)
    order, before = search_breadth_first(build_net(len(units), backward), number[target])
    steps = {number[target]: 0}
    for index in order.tolist()[1:]:
        steps[index] = steps[int(before[index])] + 1
    return {units[index]: count for index, count in steps.items()}
