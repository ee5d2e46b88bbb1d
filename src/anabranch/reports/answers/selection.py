"""The part of a map that a person asked for: some classes, kinds, certainties, one level."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from anabranch.reading.levels import bundle, side_of
from anabranch.reading.values import (
    LEVELS,
    Certainty,
    Dependency,
    Level,
    Map,
    Project,
    Reference,
    ReferenceClass,
    TieCounts,
)


class Selection(msgspec.Struct, frozen=True):
    """What to keep; an empty tuple keeps all. Dependencies are made for `level` alone where one is given."""

    classes: tuple[ReferenceClass, ...] = ()
    kinds: tuple[str, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    level: Level | None = None

    @property
    def options(self) -> tuple[str, ...]:
        """As they are asked for on a command line: each option followed by its value."""
        chosen = (("--class", self.classes), ("--kind", self.kinds), ("--certainty", self.certainties))
        return tuple(word for option, values in chosen for value in values for word in (option, value))

    @property
    def narrows_references(self) -> bool:
        """Whether some references are left out."""
        return bool(self.classes or self.kinds or self.certainties)

    def keeps(self, reference: Reference) -> bool:
        """Whether a reference is asked for."""
        return (
            (not self.classes or reference.tie_class in self.classes)
            and (not self.kinds or reference.kind in self.kinds)
            and (not self.certainties or reference.certainty in self.certainties)
        )


EVERYTHING = Selection()


def select(project_map: Map, selection: Selection) -> Map:
    """The map with the references asked for and the dependencies they make.

    Tangles, orders and what frees a unit stay those of all references: they say nothing when some are left out.
    """
    if not selection.narrows_references:
        return project_map
    references = tuple(filter(selection.keeps, project_map.references))
    levels = (selection.level,) if selection.level else LEVELS
    dependencies = [
        one
        for project in project_map.projects
        for level in levels
        for one in _dependencies(project_map, project, references, level)
    ]
    return msgspec.structs.replace(project_map, references=references, dependencies=tuple(dependencies))


def at_level(project_map: Map, level: Level) -> Map:
    """The map with nothing but this level in what compares units."""
    return msgspec.structs.replace(
        project_map,
        dependencies=tuple(one for one in project_map.dependencies if one.level == level),
        orders=tuple(one for one in project_map.orders if one.level == level),
        tangles=tuple(one for one in project_map.tangles if one.level == level),
        free=tuple(one for one in project_map.free if one.level == level),
    )


def _dependencies(
    project_map: Map, project: Project, references: tuple[Reference, ...], level: Level
) -> Iterator[Dependency]:
    """Dependencies made of some of the references; which way is up stays as it was with all."""
    upward = {
        (one.importer, one.imported)
        for one in project_map.dependencies
        if one.level == level and one.upward and one.project == project.name
    }
    domains = {app.label: app.domain for app in project.apps}
    own = (one for one in references if one.project == project.name)
    for pair, found in sorted(bundle(own, side_of(level, domains)).items()):
        made = found.dependency(*pair)
        ties = TieCounts(made.schema, made.code, made.composition, made.typing)
        kinds = dict(sorted(found.kinds.items()))
        yield Dependency(level, *pair, found.references, ties, kinds, upward=pair in upward, project=project.name)
