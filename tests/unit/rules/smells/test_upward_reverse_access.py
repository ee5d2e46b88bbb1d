from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.smells.smelling import smelled


def test_accessor_of_a_model_below_is_not_reported() -> None:
    down = reference("orders.views.page", "catalog.models.Price", kind="reverse-access")
    assert smelled("upward-reverse-access", down) == []


def test_accessor_of_a_domain_in_no_layer_is_not_reported() -> None:
    beside = reference("catalog.views.page", "tags.models.Tag", kind="reverse-access")
    assert smelled("upward-reverse-access", beside, apps=("orders", "catalog", "tags")) == []


def test_accessor_of_a_model_above_is_reported() -> None:
    up = reference("catalog.models.Product.sold", "orders.models.Line", kind="reverse-access")
    assert smelled("upward-reverse-access", up) == [("catalog.models.Product.sold", "orders.models.Line")]
