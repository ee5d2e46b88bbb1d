"""The edge of a domain: the references over it, and which of them a run reached."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from anabranch.evidence.domains import Domains
from anabranch.evidence.kinds import OBSERVABLE
from anabranch.evidence.values import Crossing, Row
from anabranch.reading.values import WEIGHTLESS, Map, Reference

REACHED = "reached"
"""Kind of the rows that say which of the lines asked for ran."""


class Edge(msgspec.Struct, frozen=True):
    """References over the edge of a domain whose line a run can reach, and those whose line it did not.

    `by_lines` says that the lines themselves were watched; else a reference counts as reached where a crossing
    belongs to it, which misses what is used without being called.
    """

    references: int
    reached: int
    unreached: tuple[Reference, ...]
    by_lines: bool


def edge_references(project_map: Map, domains: Domains, domain: str | None) -> tuple[Reference, ...]:
    """What refers over the edge of a domain, or of any where none is named: sure, live, and no test."""
    return tuple(
        one
        for one in project_map.references
        if one.certainty not in WEIGHTLESS
        and not one.test
        and one.tie_class in ("schema", "code", "composition")
        and _crosses(domains.of_end(one.project, one.importer), domains.of_end(one.project, one.imported), domain)
    )


def edge_lines(references: Iterable[Reference]) -> dict[str, list[int]]:
    """The lines to watch, by file; templates have none."""
    lines: dict[str, set[int]] = {}
    for one in references:
        if one.file.endswith(".py"):
            lines.setdefault(one.file, set()).add(one.line)
    return {file: sorted(found) for file, found in sorted(lines.items())}


def measure_edge(references: tuple[Reference, ...], rows: Iterable[Row], crossings: Iterable[Crossing]) -> Edge:
    """How much of the edge was reached."""
    ran = {(row.file, row.line) for row in rows if row.kind == REACHED}
    belonging = {
        _place(one)
        for each in crossings
        if each.match not in ("rendering", "domain", "behalf")
        for one in each.references
    }
    watched = [one for one in references if (one.file.endswith(".py") if ran else one.kind in OBSERVABLE)]
    missed = tuple(one for one in watched if (one.file, one.line) not in ran and _place(one) not in belonging)
    return Edge(len(watched), len(watched) - len(missed), missed, bool(ran))


def _place(one: Reference) -> tuple[str, int, int, str]:
    return one.file, one.line, one.column, one.imported.symbol


def _crosses(importer: str, imported: str, domain: str | None) -> bool:
    return importer != imported and (domain is None or domain in (importer, imported))
