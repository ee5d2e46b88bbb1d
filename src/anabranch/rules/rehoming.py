"""Debt under the names of today, so that what was accepted stays accepted when apps join a domain."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from anabranch.rules.pins import decide
from anabranch.rules.values import Debt, Key, Rules


def rehomed(debt: Debt, rules: Rules, units: Collection[str]) -> dict[str, dict[Key, int]]:
    """Each entry under the domain of its importer and the units of both ends, as the rule file now names them."""
    parts = rules.declared.parts
    domain_of = {unit: rules.domain_of(unit) for unit in units}
    found: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    for domain, entries in debt.items():
        for key, count in entries.items():
            now = Key(key.tie_class, _end_now(key.importer, parts, units), _end_now(key.imported, parts, units))
            found[domain_of.get(now.importer.partition(":")[0], domain)][now] += count
    return {domain: dict(entries) for domain, entries in found.items()}


def unjudged(debt: Debt, rules: Rules, unassigned: Collection[str]) -> dict[str, dict[Key, int]]:
    """Entries of which an end stands in no layer, and no pin decides: nothing was looked at, so nothing was paid."""
    if not unassigned:
        return {}
    kept = {
        domain: {key: count for key, count in entries.items() if _is_unjudged(key, rules, unassigned)}
        for domain, entries in debt.items()
    }
    return {domain: entries for domain, entries in kept.items() if entries}


def _is_unjudged(key: Key, rules: Rules, unassigned: Collection[str]) -> bool:
    importer, imported = (end.partition(":")[0] for end in (key.importer, key.imported))
    is_placed = importer not in unassigned and imported not in unassigned
    return not is_placed and decide(importer, imported, rules.pins) is None


def _end_now(end: str, parts: Mapping[str, str], units: Collection[str]) -> str:
    """An end of an entry by the unit that holds it now: itself, the domain it is a part of, or the app around it."""
    unit, mark, name = end.partition(":")
    if unit in units:
        return end
    held = unit
    while held and held not in units and held not in parts:
        held = held.rpartition(".")[0]
    if not held:
        return end
    return f"{held if held in units else parts[held]}{mark}{name}"
