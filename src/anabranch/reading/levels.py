"""References added up to dependencies between the units of a level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from anabranch.graph.dependency import Dependency, Tie, UnitGraph
from anabranch.reading.values import WEIGHTLESS, App, Level, Map, Reference

_STRENGTH = {"schema": 0, "code": 1, "composition": 2, "typing": 3}
_STRONGEST = ("schema", "code", "composition", "typing")

Side = Callable[[Reference], tuple[str, str]]


@dataclass(slots=True)
class Bundle:
    """All references from one unit to another, while they are added up."""

    strength: dict[tuple[str, str], int] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    deciding: int = 0
    references: int = 0
    kinds: dict[str, int] = field(default_factory=dict)

    def add(self, reference: Reference) -> None:
        """Take one reference."""
        self.references += 1
        kinds = self.kinds
        kinds[reference.kind] = kinds.get(reference.kind, 0) + 1  # twice as fast as adding to a counter
        strength = _STRENGTH.get(reference.tie_class)
        if strength is None or reference.certainty in WEIGHTLESS:
            return
        pair = reference.importer.symbol, reference.imported.symbol
        known = self.strength.get(pair, strength)
        self.strength[pair] = strength if strength < known else known
        if strength < 2:
            self.deciding += 1
            self.files.add(reference.file)

    def ties(self) -> tuple[Tie, ...]:
        """The ties that the references make, sorted."""
        rows = ((one, other, _STRONGEST[strength]) for (one, other), strength in self.strength.items())
        return tuple(map(Tie._make, sorted(rows)))

    def counts(self) -> list[int]:
        """How many ties there are of each class, the strongest first."""
        found = [0, 0, 0, 0]
        for strength in self.strength.values():
            found[strength] += 1
        return found

    def dependency(self, importer: str, imported: str, *, is_named: bool = True) -> Dependency:
        """The dependency that the references make, with its ties or their counts alone."""
        schema, code, composition, typing = self.counts()
        return Dependency(
            importer,
            imported,
            self.ties() if is_named else (),
            references=self.deciding,
            files=len(self.files),
            schema=schema,
            code=code,
            composition=composition,
            typing=typing,
        )


def bundle(references: Iterable[Reference], sides: Side) -> dict[tuple[str, str], Bundle]:
    """References by the pair of units they join; those inside a unit are left out."""
    bundles: dict[tuple[str, str], Bundle] = {}
    for reference in references:
        pair = sides(reference)
        if pair[0] != pair[1] and pair[0] and pair[1]:
            found = bundles.get(pair)
            if found is None:
                found = bundles[pair] = Bundle()
            found.add(reference)
    return bundles


def side_of(level: Level, domains: dict[str, str]) -> Side:
    """How to tell the two units that a reference joins at a level."""
    if level == "app":
        return lambda reference: (reference.importer.app, reference.imported.app)
    if level == "domain":
        return lambda reference: (
            domains.get(reference.importer.app, reference.importer.app),
            domains.get(reference.imported.app, reference.imported.app),
        )
    return lambda reference: (reference.importer.module, reference.imported.module)


def make_graph(
    bundles: dict[tuple[str, str], Bundle], units: Iterable[str], *, are_ties_named: bool = True
) -> UnitGraph:
    """The graph of a level, with the ties of each dependency or, quicker, their counts alone."""
    dependencies = (found.dependency(*pair, is_named=are_ties_named) for pair, found in bundles.items())
    return UnitGraph(tuple(units), tuple(dependencies))


def unit_graph(map: Map, *, project: str, level: Level) -> UnitGraph:  # noqa: A002
    """The graph of one project's units at a level, from the references of a map."""
    apps = apps_of(map, project)
    domains = {app.label: app.domain for app in apps}
    own = (reference for reference in map.references if reference.project == project)
    units = [] if level == "module" else [app.domain if level == "domain" else app.label for app in apps]
    return make_graph(bundle(own, side_of(level, domains)), units)


def apps_of(map: Map, project: str) -> tuple[App, ...]:  # noqa: A002
    """The app-level units of a project."""
    return next((each.apps for each in map.projects if each.name == project), ())
