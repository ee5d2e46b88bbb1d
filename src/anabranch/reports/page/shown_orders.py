"""The orders that the page can show of a project: the computed one, and the one that a rule file declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from anabranch.graph.pins import ALL
from anabranch.reading.values import Level, Map, Project, Reference, Role
from anabranch.reports.answers.picture import draw_project
from anabranch.reports.answers.units import of_level, of_project
from anabranch.rules.values import Rules

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Declared:
    """The order of a rule file as units: rows top first, and what it says of them besides."""

    file: str
    rows: tuple[tuple[str, ...], ...]
    commas: tuple[int, ...]
    """Rows whose domains may refer to each other without a circle."""
    roles: tuple[tuple[str, Role], ...]
    undecided: tuple[tuple[str, str], ...]
    pins: tuple[tuple[str, str], ...]
    """One above the other, whatever the rows say; empty on the side that means all."""
    promoted: tuple[str, ...]
    """Smells that are rules here."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What is shown of a project. Of a domain each row names all units, one beside the other."""

    units: tuple[str, ...]
    """All units, sorted."""
    level: Level
    """At which the order was computed: of domains where the rule file names some."""
    rows: tuple[tuple[str, ...], ...]
    domains: Mapping[str, str]
    """The domain of each unit that belongs to one with other units, or of another name."""
    parts: Mapping[str, tuple[str, ...]]
    """By what the rule file names a unit that is made of packages, modules or models."""
    declared: Declared | None

    def members(self, domain: str) -> tuple[str, ...]:
        """Units of a domain, or of an app that is its own."""
        return tuple(unit for unit in self.units if self.domains.get(unit, unit) == domain)


def shown_orders(project_map: Map, project: Project, rules: Rules | None) -> Orders:
    """Read what can be shown of a map whose units bear the domains of `rules`, if there are any."""
    units = tuple(sorted(unit for row in draw_project(project_map, project, level="app").rows for unit in row))
    domains = {unit: rules.domain_of(unit) for unit in units} if rules else {}
    named = {unit: domain for unit, domain in domains.items() if domain != unit or (rules and domain in rules.domains)}
    level: Level = "domain" if rules and rules.domains else "app"
    drawn = draw_project(project_map, project, level=level).rows
    parts = {unit: names for unit in units if rules and (names := _parts(unit, rules))}
    computed = Orders(units, level, (), named, parts, None)
    rows = tuple(tuple(unit for domain in row for unit in computed.members(domain)) for row in drawn)
    declared = _declare(rules, computed.members) if rules and rules.layers else None
    return Orders(units, level, rows, named, parts, declared)


def _parts(unit: str, rules: Rules) -> tuple[str, ...]:
    """What is named with a dot is, in the map, the unit of its domain's name."""
    names = rules.domains.get(unit, ())
    return tuple(name for name in names if name == unit or "." in name) if any("." in name for name in names) else ()


def _declare(rules: Rules, members: Callable[[str], tuple[str, ...]]) -> Declared:
    layers = [
        (tuple(unit for domain in layer.domains for unit in members(domain)), layer.between) for layer in rules.layers
    ]
    kept = [(units, between) for units, between in layers if units]
    roles = [(units[0], role) for domain, role in sorted(rules.roles.items()) if (units := members(domain))]
    pairs = [(members(one)[:1], members(other)[:1]) for one, other, _ in rules.undecided]
    pins = [tuple(("",) if side == ALL else members(side)[:1] for side in (one.above, one.below)) for one in rules.pins]
    return Declared(
        file=rules.file,
        rows=tuple(units for units, _ in kept),
        commas=tuple(index for index, (_, between) in enumerate(kept) if between == ","),
        roles=tuple(roles),
        undecided=tuple((one[0], other[0]) for one, other in pairs if one and other),
        pins=tuple((above[0], below[0]) for above, below in pins if above and below),
        promoted=tuple(smell for smell, _ in rules.promoted),
    )


def upward_in(project_map: Map, project: Project, orders: Orders) -> Callable[[Reference], bool]:
    """Whether a reference runs against any of the shown orders; inside a unit, against that of its modules."""
    modules = of_project(project_map, project, of_level(project_map.orders, "module"))
    rank = {module: height for height, module in enumerate(modules[0].units if modules else ())}
    against = list(_heights(orders))

    def is_upward(one: Reference) -> bool:
        importer, imported = one.importer, one.imported
        if importer.app == imported.app:
            return rank.get(imported.module, 0) < rank.get(importer.module, -1)
        pair = importer.app, imported.app
        return any(place.get(pair[1], last) <= place.get(pair[0], -1) for place, last in against)

    return is_upward


def _heights(orders: Orders) -> Iterator[tuple[Mapping[str, int], int]]:
    """Height of each unit in each order: one a unit where it is computed, one a row where it is declared."""
    yield {unit: height for height, unit in enumerate(unit for row in orders.rows for unit in row)}, len(orders.units)
    if orders.declared:
        rows = orders.declared.rows
        yield {unit: height for height, row in enumerate(rows) for unit in row}, len(rows)
