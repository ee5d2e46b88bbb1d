from __future__ import annotations

import pytest

from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.order.judging import find_against_order
from anabranch.rules.rule_file import read_rules
from tests.fakes.maps import reference

DOWN = reference("orders.services.place", "catalog.models.Product")
UP = reference("catalog.models.Product.sold", "orders.models.Order")


def findings(rest: str) -> list[tuple[str, str, int]]:
    rules = read_rules(f'layers = ["orders", "catalog"]\n{rest}', "anabranch.toml")
    assert rules is not None
    return [(one.rule, one.importer, one.line) for one in find_against_order((DOWN, UP), rules)]


def test_pin_that_says_what_the_layers_say_changes_nothing_but_the_line() -> None:
    assert [row[:2] for row in findings("")] == [("direction", "catalog")]
    assert findings('pins = ["orders above catalog"]') == [("direction", "catalog", 2)]


def test_pin_goes_before_the_layers() -> None:
    assert findings('pins = ["catalog above orders"]') == [("direction", "orders", 2)]


def test_pin_decides_an_undecided_pair() -> None:
    assert len(findings('undecided = ["catalog | orders"]')) == 2
    assert findings('undecided = ["catalog | orders"]\npins = ["orders below catalog"]') == [("direction", "orders", 3)]


def test_pin_that_is_said_twice_contradicts_nothing() -> None:
    assert findings('pins = ["orders below all", "orders below all"]') == [("direction", "orders", 2)]


def test_domain_below_all_uses_nothing_and_is_used_by_all() -> None:
    assert findings('pins = ["orders below all"]') == [("direction", "orders", 2)]


def test_pin_of_a_pair_goes_before_one_of_all() -> None:
    assert findings('pins = ["catalog above all", "orders above catalog"]') == [("direction", "catalog", 2)]


@pytest.mark.parametrize(
    ("pins", "told"),
    [
        ('"orders over catalog"', "anabranch.toml:2: 'orders over catalog' is no pin"),
        ('"orders above orders"', "is no pin"),
        ('"a below all", "b below all"', "anabranch.toml:2: pins contradict each other: a and b cannot both"),
        ('"a above b", "b above c", "c above a"', "anabranch.toml:2: pins contradict each other: "),
        ('"a above x",\n"a above b",\n"b above a"', "anabranch.toml:3: pins contradict each other: "),
    ],
)
def test_pins_that_no_order_can_follow_are_refused_with_their_line(pins: str, told: str) -> None:
    with pytest.raises(RuleFileWrong) as wrong:
        findings(f"pins = [{pins}]")
    assert told in str(wrong.value)
