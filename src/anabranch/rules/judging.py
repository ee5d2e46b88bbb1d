"""Which findings are new: the ratchet turns one way only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from anabranch.reading.values import Map
from anabranch.rules.contracts.judging import find_against_contracts, missing_names
from anabranch.rules.debt import count_debt, joined_debt, total
from anabranch.rules.order.judging import find_against_order, unassigned_units
from anabranch.rules.parting import parted
from anabranch.rules.rehoming import rehomed
from anabranch.rules.values import Allowance, Debt, Finding, Key, Rules, Verdict, neutral

_Sum = tuple[str, str, str]
"""Domain of the importer, class, and what is referred to: growth is judged by the sum of these."""


def find_all(project_map: Map, rules: Rules) -> tuple[Finding, ...]:
    """References that run against the order, those that break a contract, then smells that are rules here."""
    found = find_against_order(project_map.references, rules) + find_against_contracts(project_map, rules)
    if not rules.promoted:
        return found
    from anabranch.rules.smells.finding import find_smells

    return found + find_smells(project_map, rules, dict(rules.promoted))


def judge(project_map: Map, rules: Rules, debt: Debt, *, today: date) -> Verdict:
    """Compare what breaks a rule with what was accepted.

    Growth is judged for each domain, class and imported symbol, all kinds of the class summed: an import that is hidden
    in a string is neutral, and so is one that moves from one function of the domain to another.
    """
    expired = tuple(each for each in rules.allowances if each.until and date.fromisoformat(each.until) < today)
    valid = [each for each in rules.allowances if each not in expired]
    found = find_all(project_map, rules)
    used: set[Allowance] = set()
    kept = []
    for finding in found:
        allowing = [each for each in valid if _allows(each, finding)]
        used.update(allowing)
        if not allowing:
            kept.append(finding)
    units = {app.label for one in project_map.projects for app in one.apps}
    unassigned = unassigned_units(units, rules)
    debt, waiting = parted(rehomed(debt, rules, units), kept, project_map, rules, unassigned)
    counted = count_debt(kept)
    grown, entries = _compare(counted, debt)
    owed = total(debt) + total(waiting)
    entries = joined_debt(entries, waiting)
    return Verdict(
        findings=tuple(kept),
        new=tuple(_new(kept, grown, counted, debt)) if grown else (),
        allowed=len(found) - len(kept),
        debt=entries,
        owed=owed,
        paid=owed - total(entries),
        unassigned=unassigned,
        idle=tuple(each for each in valid if each not in used),
        expired=expired,
        missing=tuple(missing_names(project_map, rules)),
        waiting=waiting,
    )


def count_allowed(findings: Iterable[Finding], allowance: Allowance) -> int:
    """How many findings an allowance would take."""
    return sum(_allows(allowance, finding) for finding in findings)


def _allows(allowance: Allowance, finding: Finding) -> bool:
    one = finding.reference
    importer, imported = one.importer, one.imported
    return _names(allowance.importer, finding.importer, importer.app, importer.module, importer.symbol) and _names(
        allowance.imported, finding.imported, imported.app, imported.module, imported.symbol
    )


def _names(name: str, domain: str, app: str, module: str, symbol: str) -> bool:
    """A domain, an app, or a symbol from the left, with its modules or (`orders.Order`) without."""
    short = neutral(app, module, symbol).replace(":", ".", 1)
    return name in (domain, app) or any(f"{each}.".startswith(f"{name}.") for each in (symbol, short))


def _sums(entries: Debt) -> Counter[_Sum]:
    sums: Counter[_Sum] = Counter()
    for domain, keys in entries.items():
        for key, count in keys.items():
            sums[domain, key.tie_class, key.imported] += count
    return sums


def _compare(found: Debt, debt: Debt) -> tuple[set[_Sum], dict[str, dict[Key, int]]]:
    """The sums that grew, and what the files should hold: what is found, or for what grew what was accepted."""
    now, before = _sums(found), _sums(debt)
    grown = {one for one, count in now.items() if count > before[one]}
    entries: defaultdict[str, dict[Key, int]] = defaultdict(dict)
    for domain, keys in found.items():
        entries[domain].update({key: n for key, n in keys.items() if _sum_of(domain, key) not in grown})
    for domain, keys in debt.items():
        entries[domain].update({key: n for key, n in keys.items() if _sum_of(domain, key) in grown})
    return grown, {domain: keys for domain, keys in sorted(entries.items()) if keys}


def _sum_of(domain: str, key: Key) -> _Sum:
    return domain, key.tie_class, key.imported


def _new(findings: Sequence[Finding], grown: set[_Sum], counted: Debt, debt: Debt) -> Iterable[Finding]:
    """Of the sums that grew, the findings of those importers that grew."""
    for finding in findings:
        accepted: Mapping[Key, int] = debt.get(finding.importer, {})
        key = finding.key
        if _sum_of(finding.importer, key) in grown and counted[finding.importer][key] > accepted.get(key, 0):
            yield finding
