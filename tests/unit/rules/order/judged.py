"""What the rules of the order say of references between three apps."""

from __future__ import annotations

from anabranch.reading.values import Reference
from anabranch.rules.order.judging import find_against_order
from anabranch.rules.rule_file import read_rules
from tests.fakes.maps import reference

DOWN = reference("orders.services.place", "catalog.models.Product")
UP = reference("catalog.models.Product.sold", "orders.models.Order")


def broken(text: str, *references: Reference) -> list[tuple[str, str, str, int]]:
    """Rule, importer, imported and the line that decided, of each finding under a rule file."""
    rules = read_rules(text, "anabranch.toml")
    assert rules is not None
    found = find_against_order(references, rules)
    return [(one.rule, one.importer, one.imported, one.line) for one in found]
