from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.order.judged import DOWN, UP, broken

ROLES = '[roles]\naggregator = ["orders", "reports"]\nshell = ["config"]\n'


def test_aggregator_that_refers_down_is_not_reported() -> None:
    assert broken(f'layers = ["orders", "catalog"]\n{ROLES}', DOWN) == []


def test_use_by_the_shell_or_another_aggregator_is_not_reported() -> None:
    users = reference("config.urls", "orders.views.page"), reference("reports.views.page", "orders.views.page")
    assert broken(f'layers = ["config", "reports", "orders"]\n{ROLES}', *users) == []


def test_use_by_a_domain_is_reported_even_from_above() -> None:
    assert broken(f'layers = ["catalog", "orders"]\n{ROLES}', UP) == [("aggregator", "catalog", "orders", 1)]
