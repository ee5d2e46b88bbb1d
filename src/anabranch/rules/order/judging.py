"""Holds references against the order of a rule file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from anabranch.reading.values import DECIDING, Reference
from anabranch.rules.order.aggregator import broken_aggregator
from anabranch.rules.order.base import broken_base
from anabranch.rules.order.circle import broken_circle
from anabranch.rules.order.composing import composing_modules, is_composing
from anabranch.rules.order.direction import broken_direction
from anabranch.rules.order.independence import broken_independence
from anabranch.rules.order.shell import broken_shell
from anabranch.rules.order.standing import Standing, circles_of, places_of
from anabranch.rules.order.undecided import broken_undecided
from anabranch.rules.pins import decide
from anabranch.rules.values import Finding, Rules

_Pair = tuple[str, str]

ORDER_RULES: Mapping[str, Callable[[Standing], int | None]] = {
    "undecided": broken_undecided,
    "shell": broken_shell,
    "direction": broken_direction,
    "independence": broken_independence,
    "circle": broken_circle,
    "aggregator": broken_aggregator,
    "base": broken_base,
}
"""Every rule of the order; the first that a reference breaks tells why."""


def find_against_order(references: Iterable[Reference], rules: Rules) -> tuple[Finding, ...]:
    """References between domains that break a rule, in the order of the source."""
    if not rules.layers and not rules.pins:
        return ()
    references = tuple(references)
    domains, composing = _domains(rules), composing_modules(references)
    crossing = [(domains(one.importer.app), domains(one.imported.app), one) for one in references if one.counts]
    crossing = [row for row in crossing if not is_composing(row[2], composing)]
    crossing = [row for row in crossing if row[0] != row[1]]
    broken = _judge(rules, {(importer, imported) for importer, imported, _ in crossing})
    found = []
    for importer, imported, one in crossing:
        rule, line = broken.get((importer, imported), ("", 0))
        # Every page may extend a template of the shell.
        if rule and not (one.tie_class == "composition" and rules.roles.get(imported) == "shell"):
            found.append(Finding(rule, importer, imported, one, line))
    return tuple(sorted(found, key=lambda one: (one.importer, one.imported, *_position(one.reference))))


def order_breaker(references: Iterable[Reference], rules: Rules) -> Callable[[frozenset[_Pair]], frozenset[_Pair]]:
    """Of the dependencies between domains that are left after cuts of schema and code those that break a rule."""
    references = tuple(references)
    domains, composing = _domains(rules), composing_modules(references)
    counted = [one for one in references if one.counts and not is_composing(one, composing)]
    pairs = {(domains(one.importer.app), domains(one.imported.app)) for one in counted}
    cut = {(domains(one.importer.app), domains(one.imported.app)) for one in counted if one.tie_class in DECIDING}
    beside = {(importer, imported) for importer, imported in pairs if importer != imported} - cut
    return lambda left: frozenset(_judge(rules, beside | (left & cut))) & left


def unassigned_units(units: Iterable[str], rules: Rules) -> tuple[str, ...]:
    """Units whose domain no layer names; none where there are contracts alone."""
    if not rules.layers:
        return ()
    placed = {domain for layer in rules.layers for domain in layer.domains}
    return tuple(sorted({unit for unit in units if rules.domain_of(unit) not in placed}))


def _domains(rules: Rules) -> Callable[[str], str]:
    of_app = {app: domain for domain, apps in rules.domains.items() for app in apps}
    return lambda app: of_app.get(app, app)


def _judge(rules: Rules, pairs: set[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[str, int]]:
    """The rule that each pair breaks, and the line of the rule file that decided."""
    places, circles = places_of(rules), set(circles_of(rules, pairs))
    undecided = {frozenset((one, other)): line for one, other, line in rules.undecided}
    found = {}
    for pair in pairs:
        ends = places.get(pair[0]), places.get(pair[1])
        pin = decide(*pair, rules.pins)
        if pin is not None:
            standing = Standing(None, None, pin)  # before layers, roles and undecided pairs
        elif None in ends:
            continue
        else:
            standing = Standing(*ends, None, undecided.get(frozenset(pair)), pair in circles)
        lines = ((name, rule(standing)) for name, rule in ORDER_RULES.items())
        broken = next(((name, line) for name, line in lines if line is not None), None)
        if broken is not None:
            found[pair] = broken
    return found


def _position(reference: Reference) -> tuple[str, int, int]:
    return reference.file, reference.line, reference.column
