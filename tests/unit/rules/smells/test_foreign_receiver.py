from __future__ import annotations

from tests.fakes.maps import model, reference
from tests.unit.rules.smells.smelling import smelled

MODELS = (model("orders.Order"),)


def test_signal_that_a_domain_declares_is_not_reported() -> None:
    own = reference("catalog.receivers.count", "orders.signals.order_placed", kind="signal")
    assert smelled("foreign-receiver", own, models=MODELS) == []


def test_receiver_within_a_domain_is_not_reported() -> None:
    inside = reference("orders.receivers.count", "orders.models.Order", kind="signal")
    assert smelled("foreign-receiver", inside, models=MODELS) == []


def test_sender_that_is_a_foreign_model_is_reported() -> None:
    found = smelled(
        "foreign-receiver", reference("catalog.receivers.count", "orders.models.Order", kind="signal"), models=MODELS
    )
    assert found == [("catalog.receivers.count", "orders.models.Order")]
