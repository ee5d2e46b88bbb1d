from __future__ import annotations

import pytest

from anabranch.reading.values import Reference
from tests.unit.rules.order.judged import DOWN, UP, broken

LAYERS = 'layers = ["orders", "catalog"]\n'


def test_pair_that_somebody_decided_is_not_reported() -> None:
    assert broken(f"{LAYERS}undecided = []\n", DOWN) == []


@pytest.mark.parametrize("one", [DOWN, UP])
def test_undecided_pair_is_reported_either_way(one: Reference) -> None:
    found = broken(f'{LAYERS}undecided = ["catalog | orders"]\n', one)
    assert [(rule, line) for rule, _, _, line in found] == [("undecided", 2)]


def test_pin_decides_the_pair() -> None:
    assert broken(f'{LAYERS}undecided = ["catalog | orders"]\npins = ["orders above catalog"]\n', DOWN) == []
