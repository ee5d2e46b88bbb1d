from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.smells.smelling import smelled


def test_generic_relation_within_a_domain_is_not_reported() -> None:
    assert (
        smelled("generic-relation", reference("orders.models.Order", "orders.models.Note", kind="generic-relation"))
        == []
    )


def test_generic_relation_to_another_domain_is_reported() -> None:
    one = reference("orders.models.Order", "catalog.models.Tag", kind="generic-relation")
    assert smelled("generic-relation", one) == [("orders.models.Order", "catalog.models.Tag")]
