"""What one smell says of a small map."""

from __future__ import annotations

from collections.abc import Iterable

from anabranch.reading.values import Model, Reference
from anabranch.rules.rule_file import read_rules
from anabranch.rules.smells.finding import find_smells
from tests.fakes.maps import app, project, shop

LAYERS = 'layers = ["orders", "catalog"]\n'


def smelled(
    name: str, *references: Reference, models: Iterable[Model] = (), apps: Iterable[str] = (), rules: str = LAYERS
) -> list[tuple[str, str]]:
    """Both symbols of each reference that smells so."""
    found = places(name, *references, models=models, apps=apps, rules=rules)
    return [(one.importer.symbol, one.imported.symbol) for one in found]


def places(
    name: str, *references: Reference, models: Iterable[Model] = (), apps: Iterable[str] = (), rules: str = LAYERS
) -> list[Reference]:
    """Each reference that smells so."""
    found = read_rules(rules, "anabranch.toml")
    assert found is not None
    units = project(apps=tuple(app(each) for each in apps or ("orders", "catalog")))
    seen = shop(references=references, models=tuple(models), projects=(units,))
    return [one.reference for one in find_smells(seen, found, [name])]
