"""Where findings stand: beside layers, in undecided pairs, against roles, or elsewhere. The parts add up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from anabranch.rules.values import ROLES, Finding, Rules


class Shares(NamedTuple):
    """Numbers of findings."""

    layers: int
    undecided: int
    roles: int
    others: int
    """Of pins, contracts and smells."""


def shares_of(findings: Iterable[Finding], rules: Rules) -> Shares:
    """How many findings each part of the rule file decided."""
    counted = dict.fromkeys(Shares._fields, 0)
    for finding in findings:
        counted[_part(finding, rules)] += 1
    return Shares(**counted)


def is_of_layer(finding: Finding, rules: Rules) -> bool:
    """Whether it is counted beside a layer."""
    return _part(finding, rules) == "layers"


def _part(finding: Finding, rules: Rules) -> str:
    if finding.rule == "undecided":
        return "undecided"
    if finding.rule in ROLES:
        return "roles"
    placed = {layer.line for layer in rules.layers}
    return "layers" if not finding.contract and finding.line in placed else "others"
