"""Roles of units, as far as the references show them."""

from __future__ import annotations

from anabranch.graph.dependency import UnitGraph
from anabranch.reading.values import Role


def find_roles(graph: UnitGraph, *, shells: frozenset[str]) -> dict[str, Role]:
    """The role of each unit. `shells` holds what composes the project: settings and root URLconf.

    A shell is used by nothing; an aggregator is used by nothing and uses at least two others; a base uses nothing
    and at least two others use it.
    """
    uses: dict[str, int] = dict.fromkeys(graph.units, 0)
    used: dict[str, int] = dict.fromkeys(graph.units, 0)
    for dependency in graph.deciding:
        if dependency.importer not in shells:
            used[dependency.imported] += 1
        uses[dependency.importer] += 1
    return {unit: _role(unit in shells, uses[unit], used[unit]) for unit in graph.units}


def _role(is_shell: bool, uses: int, used: int) -> Role:
    if is_shell and not used:
        return "shell"
    if not used and uses > 1:
        return "aggregator"
    return "base" if not uses and used > 1 else "domain"
