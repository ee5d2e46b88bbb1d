"""References added up to dependencies between the units of a level."""

from __future__ import annotations

from collections import Counter
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

    def dependency(self, importer: str, imported: str) -> Dependency:
        """The dependency that the references make."""
        rows = sorted((one, other, _STRONGEST[strength]) for (one, other), strength in self.strength.items())
        counts = Counter(self.strength.values())
        return Dependency(
            importer,
            imported,
            tuple(map(Tie._make, rows)),
            references=self.deciding,
            files=len(self.files),
            schema=counts[0],
            code=counts[1],
            composition=counts[2],
            typing=counts[3],
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


def make_graph(bundles: dict[tuple[str, str], Bundle], units: Iterable[str]) -> UnitGraph:
    """The graph of a level."""
    dependencies = (found.dependency(*pair) for pair, found in bundles.items())
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
