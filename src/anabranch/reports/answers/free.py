"""What is in the way of freeing a unit, tie by tie."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from anabranch.reading.values import CLASSES, End, Freeing, Level, Map, Reference, ReferenceClass, Tie, Weight
from anabranch.reports.answers.places import Place, Sources, place
from anabranch.reports.answers.units import UnitOf, makes_tie, unit_of


class TieToCut(msgspec.Struct, frozen=True):
    """A pair of symbols to part, with the kinds of its references, strongest first, and every place."""

    importer: str
    imported: str
    tie_class: ReferenceClass = msgspec.field(name="class")
    kinds: tuple[str, ...]
    places: tuple[Place, ...]


class Arrow(msgspec.Struct, frozen=True):
    """The ties to cut between two units."""

    importer: str
    imported: str
    ties: tuple[TieToCut, ...]


class Free(msgspec.Struct, frozen=True):
    """What frees a unit. `side` is `free` where nothing has to be cut."""

    # Whatever cut is shown, both numbers are told: which of them is less work, people know.

    level: Level
    unit: str
    project: str
    side: str
    lines: int
    schema_ties: int
    code_ties: int
    arrows: tuple[Arrow, ...]
    also_frees: tuple[str, ...]
    least: Weight
    """The ties of the cut with the fewest migrations, and of those the fewest in all."""
    fewest: Weight
    """The ties of the cut with the fewest in all."""
    modules: int = 0
    """How many modules are taken together where the unit is a package."""


def answer_free(
    project_map: Map,
    freeing: Freeing,
    *,
    project: str,
    sources: Sources,
    other: Freeing | None = None,
    modules: int = 0,
) -> Free:
    """The cut of one unit with the references of each tie; `other` is the one that is least when counted otherwise."""
    wanted = {(tie.importer, tie.imported) for tie in freeing.ties}
    found: dict[tuple[str, str], list[Reference]] = {pair: [] for pair in wanted}
    for one in project_map.references:
        pair = (one.importer.symbol, one.imported.symbol)
        if one.project == project and pair in wanted and makes_tie(one):
            found[pair].append(one)
    shown = freeing.weight
    ends = sorted((shown, (other or freeing).weight), key=lambda one: (one.schema, one.code))
    return Free(
        level=freeing.level,
        unit=freeing.unit,
        project=project,
        side=freeing.side if freeing.ties else "free",
        lines=freeing.lines,
        schema_ties=shown.schema,
        code_ties=shown.code,
        arrows=_arrows(freeing.ties, found, _unit_of(project_map, freeing), sources),
        also_frees=freeing.also_frees,
        least=ends[0],
        fewest=ends[1],
        modules=modules,
    )


def _unit_of(project_map: Map, freeing: Freeing) -> UnitOf:
    """The units of the level; what lies in a package that is freed is that package."""
    unit, inside = unit_of(project_map, freeing.level), f"{freeing.unit}."
    if freeing.level != "module":
        return unit

    def of_package(project: str, end: End) -> str:
        name = unit(project, end)
        return freeing.unit if name.startswith(inside) else name

    return of_package


def _arrows(
    ties: Iterable[Tie], found: dict[tuple[str, str], list[Reference]], unit: UnitOf, sources: Sources
) -> tuple[Arrow, ...]:
    by_units: dict[tuple[str, str], list[TieToCut]] = {}
    for tie in ties:
        references = found[tie.importer, tie.imported]
        units = ("", "")
        if references:
            units = (
                unit(references[0].project, references[0].importer),
                unit(references[0].project, references[0].imported),
            )
        by_units.setdefault(units, []).append(_tie(tie, references, sources))
    arrows = [Arrow(*units, tuple(sorted(listed, key=_tie_key))) for units, listed in by_units.items()]
    return tuple(sorted(arrows, key=lambda one: (-len(one.ties), one.importer, one.imported)))


def _tie(tie: Tie, references: Iterable[Reference], sources: Sources) -> TieToCut:
    ordered = sorted(references, key=lambda one: (CLASSES.index(one.tie_class), one.file, one.line, one.column))
    kinds = tuple(dict.fromkeys(one.kind for one in ordered))
    return TieToCut(tie.importer, tie.imported, tie.tie_class, kinds, tuple(place(one, sources) for one in ordered))


def _tie_key(tie: TieToCut) -> tuple[int, str, str]:
    return CLASSES.index(tie.tie_class), tie.imported, tie.importer
