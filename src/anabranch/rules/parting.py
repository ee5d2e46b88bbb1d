"""Debt of a unit of which a domain now takes a part: by whom it is owed today, and what of it nobody judges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from anabranch.reading.values import Map, Reference
from anabranch.rules.pins import decide
from anabranch.rules.rehoming import unjudged
from anabranch.rules.values import Debt, Finding, Key, Rules, key_of

_Heir = tuple[str, Key]
"""Domain of the importer, and the entry."""


class Parted(NamedTuple):
    """Debt by today's names, and what waits under its former name until its unit stands in a layer."""

    debt: dict[str, dict[Key, int]]
    waiting: dict[str, dict[Key, int]]


def parted(
    debt: Debt, findings: Sequence[Finding], project_map: Map, rules: Rules, unassigned: Collection[str]
) -> Parted:
    """Entries of what is found no more move to what the same reference is called today, as far as it is found there."""
    own, heirs, unplaced = Counter[_Heir](), defaultdict[Key, Counter[_Heir]](Counter), Counter[Key]()
    own.update((one.importer, one.key) for one in findings)
    if rules.declared.parts or any(project.split for project in project_map.projects):
        former = _former_names(project_map, rules)
        for one in findings:
            heirs[former(one.reference)][one.importer, one.key] += 1
        unplaced.update(former(one) for one in project_map.references if _is_unplaced(one, rules, unassigned))
    unknown = unjudged(debt, rules, unassigned)
    taken_over = Counter[_Heir]()
    now, waiting = defaultdict[str, Counter[Key]](Counter), defaultdict[str, Counter[Key]](Counter)
    for domain, key, count in ((domain, key, count) for domain, keys in debt.items() for key, count in keys.items()):
        left = max(0, count - own[domain, key])
        for (unit, heir), number in sorted(heirs[key].items()) if left else ():
            room = own[unit, heir] - debt.get(unit, {}).get(heir, 0) - taken_over[unit, heir]
            moved = max(0, min(left, number, room))
            left -= moved
            taken_over[unit, heir] += moved
            now[unit][heir] += moved
            now[domain][key] -= moved
        held = left if key in unknown.get(domain, {}) else min(left, unplaced[key])
        waiting[domain][key] += held
        now[domain][key] += count - held
    return Parted(_whole(now), _whole(waiting))


def _whole(counted: Mapping[str, Counter[Key]]) -> dict[str, dict[Key, int]]:
    found = {domain: {key: count for key, count in keys.items() if count} for domain, keys in counted.items()}
    return {domain: entries for domain, entries in found.items() if entries}


def _is_unplaced(one: Reference, rules: Rules, unassigned: Collection[str]) -> bool:
    ends = one.importer.app, one.imported.app
    return (
        one.counts
        and ends[0] != ends[1]
        and any(end in unassigned for end in ends)
        and decide(*ends, rules.pins) is None
    )


def _former_names(project_map: Map, rules: Rules) -> Callable[[Reference], Key]:
    """The entry of a reference if no domain took a part of a unit and no app was shown by its packages."""
    named = {app.name: app.label for project in project_map.projects for app in project.apps}
    apps = {app.name for project in project_map.projects for app in project.apps if app.is_app}
    whole = {app for project in project_map.projects for app in project.split}
    taken = set(rules.declared.parts.values())
    unit_of: dict[tuple[str, str], str] = {}

    def unit(label: str, module: str) -> str:
        if label not in taken and label.rpartition(".")[0] not in whole:
            return label
        held = module
        while held and (held not in named or (named[held] == label and held not in apps)):
            held = held.rpartition(".")[0]
        around = named.get(held, label)
        return around.rpartition(".")[0] if around.rpartition(".")[0] in whole else around

    def former(one: Reference) -> Key:
        ends = (one.importer.app, one.importer.module), (one.imported.app, one.imported.module)
        for end in ends:
            if end not in unit_of:
                unit_of[end] = unit(*end)
        return key_of(one, unit_of[ends[0]], unit_of[ends[1]])

    return former
