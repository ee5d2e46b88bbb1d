from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.order.judged import DOWN, UP, broken

LAYERS = 'layers = ["orders | catalog", "accounts"]\n'


def test_domains_that_use_what_is_below_both_are_not_reported() -> None:
    below = [reference(f"{app}.views.page", "accounts.models.User") for app in ("orders", "catalog")]
    assert broken(LAYERS, *below) == []


def test_each_way_between_independent_domains_is_reported() -> None:
    assert broken(LAYERS, DOWN, UP) == [
        ("independence", "catalog", "orders", 1),
        ("independence", "orders", "catalog", 1),
    ]
