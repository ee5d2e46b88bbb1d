from __future__ import annotations

import pytest

from anabranch.reading.values import Reference
from anabranch.rules.direction import find_against_order, unassigned_units
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Finding
from tests.fakes.maps import reference

DOWN = reference("orders.services.place", "catalog.models.Product")
UP = reference("catalog.models.Product.sold", "orders.models.Order")


def findings(layers: str, *references: Reference, rest: str = "") -> list[tuple[str, str, str]]:
    rules = read_rules(f"layers = [{layers}]\n{rest}", "anabranch.toml")
    assert rules is not None
    found: tuple[Finding, ...] = find_against_order(references, rules)
    return [(one.rule, one.importer, one.imported) for one in found]


def test_reference_to_a_lower_layer_keeps_the_order() -> None:
    assert findings('"orders", "catalog"', DOWN) == []


def test_reference_to_a_higher_layer_breaks_it() -> None:
    assert findings('"orders", "catalog"', DOWN, UP) == [("direction", "catalog", "orders")]


def test_reference_within_a_domain_breaks_nothing() -> None:
    inside = reference("orders.views.page", "orders.models.Order")
    assert findings('"orders", "catalog"', inside) == []


def test_apps_of_one_domain_may_refer_to_each_other() -> None:
    assert findings('"shop"', DOWN, UP, rest='[domains]\nshop = ["orders", "catalog"]\n') == []


def test_independent_domains_may_not_refer_to_each_other() -> None:
    assert findings('"orders | catalog"', DOWN) == [("independence", "orders", "catalog")]


def test_domains_that_share_a_layer_may_refer_one_way() -> None:
    assert findings('"orders, catalog"', DOWN) == []


def test_domains_that_share_a_layer_may_not_refer_in_a_circle() -> None:
    assert findings('"orders, catalog"', DOWN, UP) == [
        ("circle", "catalog", "orders"),
        ("circle", "orders", "catalog"),
    ]


@pytest.mark.parametrize("one", [DOWN, UP])
def test_undecided_pair_may_grow_neither_way(one: Reference) -> None:
    found = findings('"orders", "catalog"', one, rest='undecided = ["catalog | orders"]\n')
    assert [rule for rule, _, _ in found] == ["undecided"]


def test_shell_is_used_by_nobody() -> None:
    use = reference("orders.views.page", "config.settings.LIMIT")
    assert findings('"config", "orders"', use, rest='[roles]\nshell = ["config"]\n') == [("shell", "orders", "config")]


def test_role_that_is_kept_breaks_nothing() -> None:
    roles = '[roles]\naggregator = ["orders"]\nbase = ["catalog"]\n'
    assert findings('"orders", "catalog"', DOWN, rest=roles) == []


def test_aggregator_is_used_by_no_domain_above_it() -> None:
    found = findings('"catalog", "orders"', UP, rest='[roles]\naggregator = ["orders"]\n')
    assert found == [("aggregator", "catalog", "orders")]


def test_base_uses_no_domain_below_it() -> None:
    found = findings('"orders", "catalog"', DOWN, rest='[roles]\nbase = ["orders"]\n')
    assert found == [("base", "orders", "catalog")]


def test_page_may_extend_a_template_of_the_shell() -> None:
    page = reference("orders.page", "config.base", kind="template")
    assert findings('"config", "orders"', page, rest='[roles]\nshell = ["config"]\n') == []


def test_likely_references_and_test_code_break_nothing() -> None:
    likely = reference("catalog.models.Product.sold", "orders.models.Order", counts=False)
    assert findings('"orders", "catalog"', likely) == []


def test_domain_in_no_layer_breaks_nothing_and_is_said() -> None:
    rules = read_rules('layers = ["orders"]', "anabranch.toml")
    assert rules is not None
    assert findings('"orders"', DOWN, UP) == []
    assert unassigned_units(("orders", "catalog"), rules) == ("catalog",)
