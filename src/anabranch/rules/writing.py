"""Writes the rule file that a team then edits: the order as the code already follows it, top first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from anabranch.reading.values import Dependency, Map, Role
from anabranch.rules.values import Finding, Rules

_HEAD = """\
# The order of this project, top first: a domain may use those below it, never those above.
# "a | b" are independent of each other, "a, b" may refer to each other without a circle.
# This file is yours: anabranch changes nothing in it but the counts, and adds what is new. anabranch check holds the
# code against it.
"""
_COUNTED = re.compile(r'^(?P<layer>\s*"[^"]+"\s*,?)\s*(?:# \d+ references? runs? up from here)?$')
_ROLES: tuple[Role, ...] = ("shell", "aggregator", "base")


def first_layers(project_map: Map) -> list[list[str]]:
    """The shell, then the layers of the best order, top first; of several projects, one below the other."""
    roles = {app.label: app.role for one in project_map.projects for app in one.apps}
    layers = [[unit for unit, role in roles.items() if role == "shell"]]
    layers += [list(layer) for order in project_map.orders if order.level == "app" for layer in order.layers]
    placed: set[str] = set()
    kept = []
    for layer in layers:
        fresh = [unit for unit in layer if unit not in placed]
        placed.update(fresh)
        kept.append(fresh)
    beside = sorted(roles.keys() - placed)
    return [layer for layer in (*kept, beside) if layer]


def undecided_pairs(project_map: Map) -> list[tuple[str, str, int, int]]:
    """Pairs whose direction the code does not settle, with the references of both directions."""
    counted = {(one.importer, one.imported): _deciding(one) for one in project_map.dependencies if one.level == "app"}
    pairs = {(one, other) for order in project_map.orders if order.level == "app" for one, other in order.undecided}
    return [(one, other, counted.get((one, other), 0), counted.get((other, one), 0)) for one, other in sorted(pairs)]


def format_rules(project_map: Map) -> str:
    """The text of a first rule file, without counts."""
    lines = [_HEAD, "layers = ["]
    lines += [f'    "{" | ".join(layer)}",' for layer in first_layers(project_map)]
    lines += ["]", "", "# The code does not settle which of these stands above: neither way may grow until you decide."]
    lines += ["# To decide, delete the pair; the layers above then hold.", "undecided = ["]
    for one, other, there, back in undecided_pairs(project_map):
        lines.append(f'    "{one} | {other}",  # {there} ties one way, {back} the other')
    lines += ["]", "", "[roles]", *_roles(project_map), ""]
    lines += ["# [domains]", '# identity = ["accounts", "profiles"]', ""]
    return "\n".join(lines)


def with_counts(text: str, rules: Rules, findings: Iterable[Finding]) -> str:
    """The same file with the number of references that run up beside each layer; all else as it stands."""
    up = Counter(finding.line for finding in findings)
    lines = text.split("\n")
    for layer in rules.layers:
        match = _COUNTED.match(lines[layer.line - 1])
        if match:
            count = up[layer.line]
            told = f"  # {count} reference{'s run' if count != 1 else ' runs'} up from here" if count else ""
            lines[layer.line - 1] = f"{match['layer']}{told}"
    return "\n".join(lines)


def with_layers(text: str, rules: Rules, fresh: Sequence[str], dependencies: Iterable[Dependency]) -> str:
    """The same file with units that are new: each right above the highest that it uses, else at the bottom."""
    uses = [(one.importer, one.imported) for one in dependencies if one.level == "app" and _deciding(one)]
    height = {domain: number for number, layer in enumerate(rules.layers) for domain in layer.domains}
    places = []
    for unit in fresh:
        used = {rules.domain_of(imported) for importer, imported in uses if importer == unit}
        below = [height[domain] for domain in used if domain in height]
        places.append((rules.layers[min(below)].line - 1 if below else rules.layers[-1].line, unit))
    lines = text.split("\n")
    for at, unit in sorted(places, reverse=True):
        lines.insert(at, f'    "{unit}",  # new')
    return "\n".join(lines)


def _roles(project_map: Map) -> list[str]:
    found: dict[Role, list[str]] = {role: [] for role in _ROLES}
    for project in project_map.projects:
        for app in project.apps:
            if app.role in found:
                found[app.role].append(app.label)
    return [f"{role} = [{_listed(found[role])}]" for role in _ROLES if found[role]]


def _listed(units: Iterable[str]) -> str:
    return ", ".join(f'"{unit}"' for unit in sorted(set(units)))


def _deciding(dependency: Dependency) -> int:
    return dependency.ties.schema + dependency.ties.code
