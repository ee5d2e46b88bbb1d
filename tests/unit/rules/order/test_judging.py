from __future__ import annotations

from anabranch.rules.order.judging import unassigned_units
from anabranch.rules.rule_file import read_rules
from tests.fakes.maps import reference
from tests.unit.rules.order.judged import DOWN, UP, broken


def test_reference_within_a_domain_breaks_nothing() -> None:
    inside = reference("orders.views.page", "orders.models.Order")
    assert broken('layers = ["orders", "catalog"]\n', inside) == []


def test_apps_of_one_domain_may_refer_to_each_other() -> None:
    assert broken('layers = ["shop"]\n[domains]\nshop = ["orders", "catalog"]\n', DOWN, UP) == []


def test_likely_references_and_test_code_break_nothing() -> None:
    likely = reference("catalog.models.Product.sold", "orders.models.Order", counts=False)
    assert broken('layers = ["orders", "catalog"]\n', likely) == []


def test_domain_in_no_layer_breaks_nothing_and_is_said() -> None:
    rules = read_rules('layers = ["orders"]', "anabranch.toml")
    assert rules is not None
    assert broken('layers = ["orders"]', DOWN, UP) == []
    assert unassigned_units(("orders", "catalog"), rules) == ("catalog",)
