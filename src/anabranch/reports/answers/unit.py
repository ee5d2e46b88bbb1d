"""What one part of a project defines, what others use of it, and what it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from anabranch.reading.values import App, Map, Model, Reference
from anabranch.reports.answers.membership import Membership
from anabranch.reports.answers.model_figures import ModelFigures, ModelReader
from anabranch.reports.answers.places import Place, Sources, place
from anabranch.reports.answers.subjects import Subject
from anabranch.reports.answers.units import first_place, makes_tie, tie_count, unit_of


class Used(msgspec.Struct, frozen=True):
    """A symbol that others use: how often, which units, and one place."""

    symbol: str
    ties: int
    references: int
    units: tuple[str, ...]
    example: Place


class UnitUse(msgspec.Struct, frozen=True):
    """What joins this part to one other unit: the symbols used, of a class those that use it, each with its ties."""

    unit: str
    ties: int
    references: int
    symbols: tuple[tuple[str, int], ...]


class Unit(msgspec.Struct, frozen=True):
    """Everything about one domain, app, module, model or class."""

    subject: Subject
    apps: tuple[App, ...]
    models: tuple[ModelFigures, ...]
    urls: tuple[str, ...]
    tasks: tuple[str, ...]
    receivers: tuple[tuple[str, str], ...]
    facade: tuple[Used, ...]
    used_by: tuple[UnitUse, ...]
    uses: tuple[UnitUse, ...]
    likely: int = 0
    """References between it and the rest that are only likely: they stand nowhere above."""


def answer_unit(project_map: Map, subject: Subject, *, sources: Sources) -> Unit:
    """What a part defines and how it is joined to the rest; history and guesses aside."""
    membership = Membership(project_map, subject.project)
    inside = _inside(subject, membership)
    reader = ModelReader(project_map, subject.project, membership)
    project = next((one for one in project_map.projects if one.name == subject.project), None)
    joining = _joining(project_map.references, subject)
    inward, outward = ([one for one in found if makes_tie(one)] for found in joining)
    name_of = unit_of(project_map, "domain" if subject.kind == "domain" else "app")
    return Unit(
        subject=subject,
        apps=tuple(app for app in project.apps if app.label in subject.apps) if project else (),
        models=tuple(reader.figures(one) for one in project_map.models if _has_model(subject, one, inside)),
        urls=tuple(one.name for one in project_map.urls if inside(one.module)),
        tasks=tuple(one.name for one in project_map.tasks if inside(one.module)),
        receivers=tuple((one.signal, one.function) for one in project_map.receivers if inside(one.function)),
        facade=_facade(inward, lambda one: name_of(one.project, one.importer), sources),
        used_by=_uses(inward, lambda one: name_of(one.project, one.importer), importers=_is_small(subject)),
        uses=_uses(outward, lambda one: name_of(one.project, one.imported)),
        likely=sum(one.certainty == "likely" for found in joining for one in found),
    )


def _inside(subject: Subject, membership: Membership) -> Callable[[str], bool]:
    """Whether a module or dotted symbol lies in the part."""
    if subject.apps:
        return lambda dotted: membership.unit(dotted) in subject.apps
    return lambda dotted: dotted == subject.dotted or dotted.startswith(subject.dotted + ".")


def _has_model(subject: Subject, model: Model, inside: Callable[[str], bool]) -> bool:
    if model.project != subject.project:
        return False
    return model.label == subject.name if subject.kind == "model" else inside(model.module)


def _joining(references: Iterable[Reference], subject: Subject) -> tuple[list[Reference], list[Reference]]:
    """What leads to the part and what leaves it, history aside."""
    inward: list[Reference] = []
    outward: list[Reference] = []
    for one in references:
        uses, used = subject.holds(one.project, one.importer), subject.holds(one.project, one.imported)
        if uses != used and one.tie_class != "history":
            (outward if uses else inward).append(one)
    return inward, outward


def _facade(inward: Iterable[Reference], unit: Callable[[Reference], str], sources: Sources) -> tuple[Used, ...]:
    by_symbol: dict[str, list[Reference]] = {}
    for one in inward:
        by_symbol.setdefault(one.imported.symbol, []).append(one)
    used = [
        Used(
            symbol=symbol,
            ties=tie_count(found),
            references=len(found),
            units=tuple(sorted({unit(one) for one in found})),
            example=place(first_place(found), sources),
        )
        for symbol, found in by_symbol.items()
    ]
    return tuple(sorted(used, key=lambda one: (-len(one.units), -one.ties, one.symbol)))


def _is_small(subject: Subject) -> bool:
    """Of a class it is known what is used: who uses it is the question."""
    return subject.kind in ("model", "symbol")


def _uses(
    references: Iterable[Reference], unit: Callable[[Reference], str], *, importers: bool = False
) -> tuple[UnitUse, ...]:
    by_unit: dict[str, list[Reference]] = {}
    for one in references:
        by_unit.setdefault(unit(one), []).append(one)
    uses = [
        UnitUse(name, tie_count(found), len(found), _symbols(found, importers=importers))
        for name, found in by_unit.items()
    ]
    return tuple(sorted(uses, key=lambda one: (-one.ties, one.unit)))


def _symbols(references: Iterable[Reference], *, importers: bool) -> tuple[tuple[str, int], ...]:
    pairs = {(one.importer.symbol, one.imported.symbol) for one in references}
    counts = Counter(importer if importers else imported for importer, imported in pairs)
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
