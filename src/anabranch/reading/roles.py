"""Roles of units, as far as the references show them."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reading.values import Dependency, Role


def find_roles(units: Iterable[str], dependencies: Iterable[Dependency], *, shells: frozenset[str]) -> dict[str, Role]:
    """The role of each unit. `shells` holds what composes the project: settings and root URLconf.

    A shell is used by nothing; an aggregator is used by nothing and uses at least two others; a base uses nothing
    and at least two others use it.
    """
    uses = dict.fromkeys(units, 0)
    used = dict.fromkeys(uses, 0)
    for dependency in dependencies:
        if dependency.ties.schema + dependency.ties.code == 0:
            continue
        if dependency.importer not in shells:
            used[dependency.imported] += 1
        uses[dependency.importer] += 1
    return {unit: _role(unit in shells, uses[unit], used[unit]) for unit in uses}


def _role(is_shell: bool, uses: int, used: int) -> Role:
    if is_shell and not used:
        return "shell"
    if not used and uses > 1:
        return "aggregator"
    return "base" if not uses and used > 1 else "domain"
