from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.order.judged import DOWN, broken

ROLES = '[roles]\nbase = ["orders", "core"]\n'


def test_base_that_uses_a_base_is_not_reported() -> None:
    assert (
        broken(f'layers = ["orders", "core"]\n{ROLES}', reference("orders.models.Order", "core.models.Stamped")) == []
    )


def test_base_that_uses_a_domain_is_reported_even_below_it() -> None:
    assert broken(f'layers = ["orders", "catalog"]\n{ROLES}', DOWN) == [("base", "orders", "catalog", 1)]
