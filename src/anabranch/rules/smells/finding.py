"""All smells of a map, and those that a team made rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from anabranch.reading.values import Map, Reference
from anabranch.rules.smells.circle_avoiding_import import find_circle_avoiding_imports
from anabranch.rules.smells.cross_domain_cascade import find_cross_domain_cascades
from anabranch.rules.smells.facade_leak import find_facade_leaks
from anabranch.rules.smells.fat_model import find_fat_models
from anabranch.rules.smells.foreign_receiver import find_foreign_receivers
from anabranch.rules.smells.foreign_table import find_foreign_tables
from anabranch.rules.smells.generic_relation import find_generic_relations
from anabranch.rules.smells.god_model import find_god_models
from anabranch.rules.smells.hidden_circle import find_hidden_circles
from anabranch.rules.smells.live_migration import find_live_migrations
from anabranch.rules.smells.mixin_explosion import find_mixin_explosions
from anabranch.rules.smells.seen import Seen
from anabranch.rules.smells.upward_reverse_access import find_upward_reverse_access
from anabranch.rules.values import SMELL, Finding, Rules

SMELLS: Mapping[str, Callable[[Seen], Iterable[Reference]]] = {
    "god-model": find_god_models,
    "fat-model": find_fat_models,
    "mixin-explosion": find_mixin_explosions,
    "upward-reverse-access": find_upward_reverse_access,
    "hidden-circle": find_hidden_circles,
    "cross-domain-cascade": find_cross_domain_cascades,
    "foreign-receiver": find_foreign_receivers,
    "generic-relation": find_generic_relations,
    "live-migration": find_live_migrations,
    "foreign-table": find_foreign_tables,
    "circle-avoiding-import": find_circle_avoiding_imports,
    "facade-leak": find_facade_leaks,
}
"""Every smell, by the name under which `docs/reference/rules` describes it and a rule file promotes it."""


def find_smells(project_map: Map, rules: Rules, names: Iterable[str] = SMELLS) -> tuple[Finding, ...]:
    """What smells, in the order of the source, smell after smell."""
    seen, lines = Seen(project_map, rules), dict(rules.promoted)
    return tuple(
        Finding(f"{SMELL}{name}", *_domains(one, rules), one, lines.get(name, 0))
        for name in names
        for one in sorted(SMELLS[name](seen), key=lambda one: (one.file, one.line, one.column, one.imported.symbol))
    )


def _domains(one: Reference, rules: Rules) -> tuple[str, str]:
    return rules.domain_of(one.importer.app), rules.domain_of(one.imported.app)
