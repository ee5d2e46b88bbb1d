"""Which references run against the declared order.

Seven rules in one table. References go to a lower layer (`direction`), not between independent domains of one layer
(`independence`), not in a circle within a layer that allows references (`circle`), neither way between a pair that
nobody has decided (`undecided`), and never to the shell (`shell`); but every page may extend a template of the shell.
Wherever they stand, only the shell and other aggregators refer to an aggregator (`aggregator`), and a base refers to
nothing but bases (`base`). A pin decides about its pair before any of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from anabranch.reading.values import Reference, Role
from anabranch.rules.pins import decide
from anabranch.rules.values import SUMMED, Finding, Layer, Rules

Broken = tuple[str, int]
"""Name of a rule, and the line of the rule file that decided."""


class Place(NamedTuple):
    """Where a domain stands: the number of its layer, 0 at the top."""

    height: int
    layer: Layer


def find_against_order(references: Iterable[Reference], rules: Rules) -> tuple[Finding, ...]:
    """References between domains that break a rule, in the order of the source."""
    if not rules.layers and not rules.pins:
        return ()
    domains = _domains(rules)
    crossing = [(domains(one.importer.app), domains(one.imported.app), one) for one in references if _is_summed(one)]
    crossing = [row for row in crossing if row[0] != row[1]]
    broken = _judge(rules, {(importer, imported) for importer, imported, _ in crossing})
    found = []
    for importer, imported, one in crossing:
        rule, line = broken.get((importer, imported), ("", 0))
        if rule and not (one.tie_class == "composition" and rules.roles.get(imported) == "shell"):
            found.append(Finding(rule, importer, imported, one, line))
    return tuple(sorted(found, key=lambda one: (one.importer, one.imported, *_position(one.reference))))


def unassigned_units(units: Iterable[str], rules: Rules) -> tuple[str, ...]:
    """Units whose domain no layer names; none where there are contracts alone."""
    if not rules.layers:
        return ()
    placed = {domain for layer in rules.layers for domain in layer.domains}
    return tuple(sorted({unit for unit in units if rules.domain_of(unit) not in placed}))


def _domains(rules: Rules) -> Callable[[str], str]:
    of_app = {app: domain for domain, apps in rules.domains.items() for app in apps}
    return lambda app: of_app.get(app, app)


def _is_summed(reference: Reference) -> bool:
    return reference.counts and reference.tie_class in SUMMED


def _judge(rules: Rules, pairs: set[tuple[str, str]]) -> Mapping[tuple[str, str], Broken]:
    places = {domain: Place(height, layer) for height, layer in enumerate(rules.layers) for domain in layer.domains}
    undecided = {frozenset((one, other)): line for one, other, line in rules.undecided}
    circles = dict(_circles(rules, pairs))
    found: dict[tuple[str, str], Broken] = {}
    for pair in pairs:
        importer, imported = pair
        decision = decide(importer, imported, rules.pins)
        if decision is not None:
            if not decision[1]:
                found[pair] = ("direction", decision[0].line)
            continue
        if importer not in places or imported not in places:
            continue
        line = undecided.get(frozenset(pair))
        if line is not None:
            found[pair] = ("undecided", line)
        elif rules.roles.get(imported) == "shell":
            found[pair] = ("shell", places[imported].layer.line)
        elif (rule := _between(places[importer], places[imported])) is not None:
            found[pair] = rule
        elif pair in circles:
            found[pair] = ("circle", circles[pair])
        elif (role := _against_role(rules.roles.get(importer, "domain"), rules.roles.get(imported, "domain"))) != "":
            found[pair] = (role, places[importer].layer.line)
    return found


def _between(importer: Place, imported: Place) -> Broken | None:
    if importer.height > imported.height:
        return "direction", importer.layer.line
    if importer.height == imported.height and importer.layer.between == "|":
        return "independence", importer.layer.line
    return None


def _against_role(importer: Role, imported: Role) -> str:
    """The role that a reference contradicts even where the layers allow it."""
    if imported == "aggregator" and importer not in ("shell", "aggregator"):
        return "aggregator"
    return "base" if importer == "base" != imported else ""


def _circles(rules: Rules, pairs: set[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], int]]:
    """Pairs of a layer `a, b` that lie on a circle."""
    for layer in rules.layers:
        if layer.between == ",":
            import networkx as nx  # takes as long to import as all else on a small project

            inside = [pair for pair in pairs if set(pair) <= set(layer.domains)]
            for component in nx.strongly_connected_components(nx.DiGraph(sorted(inside))):
                yield from ((pair, layer.line) for pair in inside if set(pair) <= component)


def _position(reference: Reference) -> tuple[str, int, int]:
    return reference.file, reference.line, reference.column
