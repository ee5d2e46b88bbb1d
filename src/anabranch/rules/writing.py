"""Writes the rule file that a team then edits: the order as the code already follows it, top first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import tomlkit

from anabranch.reading.values import Map, Role
from anabranch.rules.shares import is_of_layer, shares_of
from anabranch.rules.values import ROLES, Finding, Rules

_HEAD = """\
# The order of this project, top first: a domain may use those below it, never those above.
# "a | b" are independent of each other, "a, b" may refer to each other without a circle.
# This file is yours: anabranch corrects the counts, takes out names of what is no more, and adds what is new.
# anabranch check holds the code against it.
"""
_COUNTED = re.compile(r'^(?P<layer>\s*"[^"]+"\s*,?)\s*(?:# \d+ references? runs? up from here)?$')
_ALONE = re.compile(r'^(?P<before>\s*)"[^"]+"(?P<after>\s*,?\s*(?:#.*)?)$')
_DOMAINS = """\
# Apps, packages, modules and models of each domain; the most specific name decides. All else stays with its app.
"""
_AGAINST = "# Against it, debt included:"
"""How the line begins that says where all findings stand."""
_LONG = 90


def first_layers(project_map: Map) -> list[list[str]]:
    """The shell, then the layers of the best order, top first; of several projects, one below the other."""
    roles = _domain_roles(project_map)
    layers = [[unit for unit, role in roles.items() if role == "shell"]]
    layers += [list(layer) for order in project_map.orders if order.level == "domain" for layer in order.layers]
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
    counted = {
        (one.importer, one.imported): one.ties.deciding for one in project_map.dependencies if one.level == "domain"
    }
    pairs = {(one, other) for order in project_map.orders if order.level == "domain" for one, other in order.undecided}
    return [(one, other, counted.get((one, other), 0), counted.get((other, one), 0)) for one, other in sorted(pairs)]


def format_rules(project_map: Map, domains: Mapping[str, Sequence[str]] | None = None) -> str:
    """The text of a first rule file, without counts."""
    lines = [_HEAD, _AGAINST, "layers = ["]
    lines += [f"    {quoted(' | '.join(layer))}," for layer in first_layers(project_map)]
    lines += ["]", "", "# The code does not settle which of these stands above: neither way may grow until you decide."]
    lines += ["# To decide, delete the pair; the layers above then hold.", "undecided = ["]
    for one, other, there, back in undecided_pairs(project_map):
        told = quoted(f"{one} → {other} {_ties(there)}, {other} → {one} {_ties(back)}")[1:-1]
        lines.append(f"    {quoted(f'{one} | {other}')},  # {told}")
    lines += ["]", "", "[roles]", *_roles(project_map), ""]
    lines += ["# [domains]", '# identity = ["accounts", "profiles"]', ""] if not domains else [_DOMAINS]
    return with_domains_written("\n".join(lines), domains or {})


def quoted(text: str) -> str:
    """A text as TOML has it, whatever folders are called."""
    return tomlkit.item(text).as_string()


def with_domains_written(text: str, domains: Mapping[str, Sequence[str]]) -> str:
    """The same file with domains that it does not name yet."""
    if not domains:
        return text
    document = tomlkit.parse(text)
    table = document.setdefault("domains", tomlkit.table())
    for domain, names in domains.items():
        if domain not in table:
            listed = tomlkit.array()
            listed.extend(names)
            table.add(domain, listed.multiline(len(str(names)) > _LONG))
    return tomlkit.dumps(document)


def without_absorbed(text: str, rules: Rules) -> str:
    """The same file without the layers of apps that now belong to another domain."""
    lines = text.split("\n")
    gone = []
    for layer in rules.layers:
        match = _ALONE.match(lines[layer.line - 1])
        kept = [domain for domain in layer.domains if domain in rules.domains or rules.domain_of(domain) == domain]
        if match and not kept:
            gone.append(layer.line - 1)
        elif match and len(kept) < len(layer.domains):
            joined = " | " if layer.between == "|" else ", "
            lines[layer.line - 1] = f'{match["before"]}"{joined.join(kept)}"{match["after"]}'
    return "\n".join(line for number, line in enumerate(lines) if number not in gone)


def with_counts(text: str, rules: Rules, findings: Iterable[Finding]) -> str:
    """The same file with the number of references that run up beside each layer, and where all others stand; what else
    it says stays.
    """
    findings = tuple(findings)
    up = Counter(finding.line for finding in findings if is_of_layer(finding, rules))
    lines = [_against(findings, rules) if line.startswith(_AGAINST) else line for line in text.split("\n")]
    for layer in rules.layers:
        match = _COUNTED.match(lines[layer.line - 1])
        if match:
            count = up[layer.line]
            told = f"  # {count} reference{'s run' if count != 1 else ' runs'} up from here" if count else ""
            lines[layer.line - 1] = f"{match['layer']}{told}"
    return "\n".join(lines)


def _against(findings: Sequence[Finding], rules: Rules) -> str:
    shares = shares_of(findings, rules)
    parts = (
        (shares.layers, "up from layers"),
        (shares.undecided, "between undecided pairs"),
        (shares.roles, "against roles"),
        (shares.others, "against pins, contracts and smells"),
    )
    told = ", ".join(f"{number} {what}" for number, what in parts if number)
    return f"{_AGAINST} {len(findings)} reference{'s' * (len(findings) != 1)}{f' ({told})' if told else ''}."


def _ties(number: int) -> str:
    return f"{number} tie{'s' * (number != 1)}" if number else "none"


def _roles(project_map: Map) -> list[str]:
    found: dict[Role, list[str]] = {role: [] for role in ROLES}
    for domain, role in _domain_roles(project_map).items():
        if role in found:
            found[role].append(domain)
    return [f"{role} = [{_listed(found[role])}]" for role in ROLES if found[role]]


def _domain_roles(project_map: Map) -> dict[str, Role]:
    """The role of each domain: that of its units where they agree, else none."""
    roles: dict[str, set[Role]] = {}
    for project in project_map.projects:
        for app in project.apps:
            roles.setdefault(app.domain, set()).add(app.role)
    return {domain: next(iter(found)) if len(found) == 1 else "domain" for domain, found in roles.items()}


def _listed(units: Iterable[str]) -> str:
    return ", ".join(quoted(unit) for unit in sorted(set(units)))
