"""Roles of units, as far as the references show them."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reading.values import Dependency, Role


def find_roles(
    units: Iterable[str],
    dependencies: Iterable[Dependency],
    *,
    shells: frozenset[str],
    owners: frozenset[str] = frozenset(),
) -> dict[str, Role]:
    """The role of each unit. `shells` holds what composes the project: settings and root URLconf.

    A shell is used by nothing; a base uses nothing and at least two others use it; an aggregator combines domains: it
    is used by nothing, uses at least two others that are no bases, and has no tables of its own, as `owners` have.
    """
    uses: dict[str, set[str]] = {unit: set() for unit in units}
    used = dict.fromkeys(uses, 0)
    for dependency in dependencies:
        if dependency.ties.deciding == 0:
            continue
        if dependency.importer not in shells:
            used[dependency.imported] += 1
        uses[dependency.importer].add(dependency.imported)
    bases = {unit for unit in uses if not uses[unit] and used[unit] > 1}
    unused = {unit for unit in uses if not used[unit]}
    combining = {unit for unit in unused - owners if len(uses[unit] - bases) > 1}
    rows: tuple[tuple[Role, Iterable[str]], ...] = (
        ("domain", uses),
        ("base", bases),
        ("aggregator", combining),
        ("shell", unused & shells),
    )
    return {unit: role for role, members in rows for unit in members}
