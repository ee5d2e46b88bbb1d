"""The first thing that is said about a project: what was read, what is tangled, what can be freed, what to ask next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from anabranch.plan.values import LEAF_LINES
from anabranch.reading.values import (
    CLASS_OF_KIND,
    CLASSES,
    IMPORT_KINDS,
    WEIGHTLESS,
    Dependency,
    Failed,
    Freeing,
    Level,
    Map,
    Order,
    Project,
    Reference,
    ReferenceClass,
    Tangle,
    Tie,
    TieCounts,
)
from anabranch.reports.answers.hub import Hub, find_hub, ties_by_unit
from anabranch.reports.answers.pairs import WorstPair, find_worst_pair
from anabranch.reports.answers.picture import Rows, rows_of
from anabranch.reports.answers.units import crossing, first_place, of_level, of_project, unit_of, units_of_project
from anabranch.reports.answers.unseen import by_reason

SHOWN_CUTS = 3
_EXAMPLES = 2


class ClassCount(msgspec.Struct, frozen=True):
    """How many references of a class there are, by kind, most frequent first."""

    tie_class: ReferenceClass = msgspec.field(name="class")
    references: int
    kinds: tuple[tuple[str, int], ...]


class Example(msgspec.Struct, frozen=True):
    """A tie with one of its references, where the map holds it."""

    tie: Tie
    reference: Reference | None


class Cut(msgspec.Struct, frozen=True):
    """A unit that can be freed, and some of the ties in the way."""

    freeing: Freeing
    schema: int
    code: int
    examples: tuple[Example, ...]


class Sight(msgspec.Struct, frozen=True):
    """What could not be resolved or read."""

    unseen: int
    reasons: tuple[tuple[str, int], ...]
    failed: tuple[Failed, ...]
    notebooks: int


class FirstContact(msgspec.Struct, frozen=True):
    """All that the dozen lines about one project say. History is counted in `classes` alone."""

    project: Project
    level: Level
    units: int
    models: int
    references: int
    hidden: int
    pairs: int
    hidden_pairs: int
    loose_pairs: int
    """Pairs joined by neither schema nor code: no order weighs them."""
    classes: tuple[ClassCount, ...]
    tangles: tuple[Tangle, ...]
    drawn: tuple[tuple[str, int], ...]
    """Units of the largest tangle with their ties in it, those with most first."""
    import_tangles: tuple[Tangle, ...]
    module_tangles: tuple[Tangle, ...]
    cuts: tuple[Cut, ...]
    order: Order | None
    rows: Rows
    """The units of the order, top first, shells above all."""
    upward_pairs: int
    hub: Hub | None
    worst: WorstPair | None


def first_contact(project_map: Map, project: Project, *, level: Level) -> FirstContact:
    """Everything that is said about one project at one level."""
    unit = unit_of(project_map, level)
    own = tuple(one for one in project_map.references if one.project == project.name)
    sure = tuple(one for one in own if one.certainty not in WEIGHTLESS) or own
    between = crossing(sure, unit)
    live = [one for one in between if one.tie_class != "history"]
    pairs = _live_pairs(of_project(project_map, project, of_level(project_map.dependencies, level)))
    tangles = of_project(project_map, project, of_level(project_map.tangles, level))
    orders = of_project(project_map, project, of_level(project_map.orders, level))
    freeings = of_project(project_map, project, of_level(project_map.free, level))
    order = orders[0] if orders else None
    return FirstContact(
        project=project,
        level=level,
        units=project.modules if level == "module" else len(units_of_project(project_map, project, level)),
        models=sum(one.project == project.name for one in project_map.models),
        references=len(live),
        hidden=sum(one.kind not in IMPORT_KINDS for one in live),
        pairs=len(pairs),
        hidden_pairs=sum(not IMPORT_KINDS & set(one.by_kind) for one in pairs),
        loose_pairs=sum(not one.ties.deciding for one in pairs),
        classes=count_classes(between),
        tangles=_largest_first(tangles),
        drawn=_drawn(_largest_first(tangles)[:1], pairs),
        import_tangles=_largest_first(of_project(project_map, project, project_map.import_tangles)),
        module_tangles=_largest_first(of_project(project_map, project, of_level(project_map.tangles, "module"))),
        cuts=_cuts(freeings, between),
        order=order,
        rows=rows_of(order, project, pairs) if order else (),
        upward_pairs=sum(one.upward for one in pairs),
        hub=find_hub(tangles, pairs, own, unit) if order and not order.stands_out else None,
        worst=find_worst_pair(pairs, between, unit),
    )


def sight(project_map: Map, project: Project | None = None) -> Sight:
    """What could not be seen of one project, or of everything that was read."""
    several = project is not None and len(project_map.projects) > 1
    unseen = [one for one in project_map.unseen if not several or project is None or one.project == project.name]
    below = f"{project.root}/" if several and project and project.root != "." else ""
    return Sight(
        unseen=len(unseen),
        reasons=tuple((reason, len(found)) for reason, found in by_reason(unseen)),
        failed=tuple(one for one in project_map.files.failed if one.file.startswith(below)),
        notebooks=project_map.files.notebooks,
    )


def count_classes(references: Iterable[Reference]) -> tuple[ClassCount, ...]:
    """References by class, strongest first, and within it by kind."""
    counts = Counter((one.tie_class, one.kind) for one in references)
    kinds: dict[ReferenceClass, list[tuple[str, int]]] = {}
    for (tie_class, kind), number in counts.items():
        kinds.setdefault(tie_class, []).append((kind, number))
    return tuple(_class_count(one, kinds[one]) for one in CLASSES if one in kinds)


def _class_count(tie_class: ReferenceClass, kinds: list[tuple[str, int]]) -> ClassCount:
    frequent = sorted(kinds, key=lambda one: (-one[1], one[0]))
    return ClassCount(tie_class, sum(number for _, number in kinds), tuple(frequent))


def cheapest_first(freeings: Iterable[Freeing]) -> list[Freeing]:
    """By schema ties, which mean migrations, then by code ties; of equals the larger unit first."""
    return sorted(freeings, key=lambda one: (one.weight.schema, one.weight.code, -one.lines, one.unit))


def _live_pairs(pairs: tuple[Dependency, ...]) -> tuple[Dependency, ...]:
    """Those that some tie joins; where only likely references were asked for, which make none, all but history."""
    tied = tuple(one for one in pairs if one.ties != TieCounts())
    return tied or tuple(one for one in pairs if any(CLASS_OF_KIND[kind] != "history" for kind in one.by_kind))


def named_first(project_map: Map, project: Project) -> str:
    """The app that the map names first of those to free; empty where none is tangled."""
    ranked = _leaves_last(of_project(project_map, project, of_level(project_map.free, "app")))
    return ranked[0].unit if ranked else ""


def _leaves_last(freeings: Iterable[Freeing]) -> list[Freeing]:
    ranked = cheapest_first(one for one in freeings if one.ties)
    return sorted(ranked, key=lambda one: one.lines < LEAF_LINES)


def _cuts(freeings: tuple[Freeing, ...], references: tuple[Reference, ...]) -> tuple[Cut, ...]:
    shown = _different(_leaves_last(freeings))[:SHOWN_CUTS]
    wanted = {(tie.importer, tie.imported) for one in shown for tie in one.ties}
    places: dict[tuple[str, str], list[Reference]] = {}
    for one in references:
        pair = (one.importer.symbol, one.imported.symbol)
        if pair in wanted:
            places.setdefault(pair, []).append(one)
    return tuple(_cut(one, places) for one in shown)


def _different(freeings: list[Freeing]) -> list[Freeing]:
    """Without units that the cut of an earlier one frees as well: that is said where the earlier one is shown."""
    kept: list[Freeing] = []
    for one in freeings:
        if not any(one.unit in earlier.also_frees for earlier in kept):
            kept.append(one)
    return kept


def _cut(freeing: Freeing, places: dict[tuple[str, str], list[Reference]]) -> Cut:
    ties = sorted(freeing.ties, key=lambda tie: (CLASSES.index(tie.tie_class), tie.importer, tie.imported))
    examples = []
    for tie in ties[:_EXAMPLES]:
        found = places.get((tie.importer, tie.imported))
        examples.append(Example(tie, first_place(found) if found else None))
    return Cut(freeing, freeing.weight.schema, freeing.weight.code, tuple(examples))


def _drawn(largest: tuple[Tangle, ...], pairs: tuple[Dependency, ...]) -> tuple[tuple[str, int], ...]:
    inside = {unit for tangle in largest for unit in tangle.units}
    ties = ties_by_unit(one for one in pairs if one.importer in inside and one.imported in inside)
    return tuple(sorted(((unit, ties[unit]) for unit in inside), key=lambda one: (-one[1], one[0])))


def _largest_first(tangles: tuple[Tangle, ...]) -> tuple[Tangle, ...]:
    return tuple(sorted(tangles, key=lambda one: (-len(one.units), one.units)))
