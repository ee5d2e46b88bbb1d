"""A rehearsal: what crossed the edge of one domain while the team's tests ran."""

from __future__ import annotations

from collections import Counter

import msgspec

from anabranch.evidence.domains import Domains
from anabranch.evidence.edge import REACHED, Edge, edge_references, measure_edge
from anabranch.evidence.kinds import CODE_KINDS, rank
from anabranch.evidence.matching import Matcher
from anabranch.evidence.values import Crossing, Header, Problem, Row, Seen
from anabranch.reading.values import Map, Reference


class KindCount(msgspec.Struct, frozen=True):
    """Crossing sites of a kind."""

    kind: str
    sites: int


class Rehearsal(msgspec.Struct, frozen=True):
    """What a run of tests says about a domain that would leave.

    `sites` are the crossings: one a kind, line and pair of symbols. `in_tests` are places in test code alone, `in_base`
    uses of code that every deployment has: a base's, the shell's or a port; `ready` are calls that carry plain values
    alone, as a port can carry them. None of these counts.
    """

    domain: str
    sites: int
    kinds: tuple[KindCount, ...]
    crossings: tuple[Crossing, ...]
    ready: tuple[Crossing, ...]
    in_tests: int
    in_base: int
    edge: Edge
    tables: int
    """Tables of the domain: without any, its SQL cannot cross."""
    tests: int
    processes: tuple[Header, ...]
    problems: tuple[Problem, ...]


def make_rehearsal(seen: Seen, project_map: Map, domains: Domains, domain: str) -> Rehearsal:
    """The crossings of a domain's edge among what was seen, with the references they belong to."""
    rows = [row for row in seen.rows if row.kind != REACHED and domain in (row.importer.domain, row.imported.domain)]
    in_tests = [row for row in rows if not row.importer.domain]
    in_base = [row for row in rows if row.importer.domain and _is_shared(row, domain, domains)]
    matcher = Matcher(project_map, domains)
    left_out = {id(row) for row in (*in_tests, *in_base)}
    found = [matcher.crossing(row) for row in rows if id(row) not in left_out]
    found.sort(key=lambda each: (rank(each.kind), each.file, each.line, each.imported.symbol))
    crossings = tuple(each for each in found if not _is_ready(each))
    counts = Counter(each.kind for each in crossings)
    references = tuple(
        one for one in edge_references(project_map, domains, domain) if not _is_shared_reference(one, domain, domains)
    )
    return Rehearsal(
        domain=domain,
        sites=len(crossings),
        kinds=tuple(KindCount(kind, counts[kind]) for kind in sorted(counts, key=rank)),
        crossings=crossings,
        ready=tuple(each for each in found if _is_ready(each)),
        in_tests=len(in_tests),
        in_base=len(in_base),
        edge=measure_edge(references, seen.rows, found),
        tables=sum(
            not (model.abstract or model.proxy) and domains.of_file(model.file) == domain
            for model in project_map.models
        ),
        tests=seen.tests,
        processes=seen.processes,
        problems=seen.problems,
    )


def is_port(symbol: str) -> bool:
    """Whether a symbol is of a domain's `port` module: its interface by value, which every caller has installed."""
    return "port" in symbol.split(".")[1:-1]


def _is_ready(crossing: Crossing) -> bool:
    """Whether a call takes and gives nothing but plain values; the record has to say so of both."""
    kinds = [crossing.detail.get("arguments"), crossing.detail.get("result")]
    return crossing.kind == "call" and all(isinstance(each, list) and set(each) <= {"plain"} for each in kinds)


def _is_shared(row: Row, domain: str, domains: Domains) -> bool:
    """Code of a base and of the shell is part of every deployment, and a shell includes what it deploys."""
    if row.kind not in CODE_KINDS:
        return False
    if is_port(row.imported.symbol):
        return True
    if domain in domains.base | domains.shell:
        return False
    if row.imported.domain == domain:
        return row.importer.domain in domains.shell and row.file.endswith(".py")
    return row.imported.domain in domains.base | domains.shell


def _is_shared_reference(one: Reference, domain: str, domains: Domains) -> bool:
    if one.tie_class != "schema" and is_port(one.imported.symbol):
        return True
    if one.tie_class == "schema" or domain in domains.base | domains.shell:
        return False
    importer, imported = domains.of_end(one.project, one.importer), domains.of_end(one.project, one.imported)
    if imported == domain:
        return importer in domains.shell and one.file.endswith(".py")
    return imported in domains.base | domains.shell
