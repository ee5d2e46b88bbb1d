"""Why one part of a project depends on another."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from anabranch.reading.values import DECIDING, Map, Reference
from anabranch.reports.answers.places import KindGroup, Place, Sources, group_by_kind, place
from anabranch.reports.answers.subjects import Subject
from anabranch.reports.answers.units import first_place, tie_count


class Hop(msgspec.Struct, frozen=True):
    """One step of a chain: how many references it has, and one of them."""

    importer: str
    imported: str
    references: int
    kind: str
    example: Place | None


class Why(msgspec.Struct, frozen=True):
    """Every reference from `importer` to `imported`, how many there are the other way, and a chain where asked for."""

    importer: Subject
    imported: Subject
    references: int
    ties: int
    deciding: int
    """Ties that rest on a schema or code reference: those that tangles, freeing and the order count."""
    kinds: tuple[KindGroup, ...]
    opposite: int
    chain: tuple[Hop, ...] = ()
    chain_asked: bool = False


def answer_why(project_map: Map, *, importer: Subject, imported: Subject, sources: Sources) -> Why:
    """All references from one part to another; what both parts hold is inside, not between."""
    direct = references_between(project_map.references, importer=importer, imported=imported)
    opposite = references_between(project_map.references, importer=imported, imported=importer)
    return Why(
        importer=importer,
        imported=imported,
        references=len(direct),
        ties=tie_count(direct),
        deciding=tie_count(one for one in direct if one.tie_class in DECIDING),
        kinds=group_by_kind(direct, sources),
        opposite=len(opposite),
    )


def with_chain(answer: Why, hops: tuple[Hop, ...]) -> Why:
    """The answer with the shortest chain, empty where there is none."""
    return msgspec.structs.replace(answer, chain=hops, chain_asked=True)


def hop(references: Iterable[Reference], *, importer: str, imported: str, sources: Sources) -> Hop:
    """One step of a chain between units, of the references between them."""
    found = tuple(references)
    if not found:
        return Hop(importer, imported, 0, "", None)
    example = first_place([one for one in found if one.counts] or list(found))
    return Hop(importer, imported, len(found), example.kind, place(example, sources))


def references_between(
    references: Iterable[Reference], *, importer: Subject, imported: Subject
) -> tuple[Reference, ...]:
    """References whose importer lies in one part and whose imported symbol lies in the other."""
    return tuple(
        one
        for one in references
        if importer.holds(one.project, one.importer)
        and imported.holds(one.project, one.imported)
        and not (importer.holds(one.project, one.imported) and imported.holds(one.project, one.importer))
    )
