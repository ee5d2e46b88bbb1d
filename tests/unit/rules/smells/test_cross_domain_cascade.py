from __future__ import annotations

from anabranch.reading.values import Relation
from tests.fakes.maps import model, reference
from tests.unit.rules.smells.smelling import smelled

TO_PRODUCT = reference("orders.models.Order", "catalog.models.Product", kind="relation")


def related(*, cascades: bool) -> list[tuple[str, str]]:
    relation = Relation("product", "fk", "catalog.Product", "order_set", None, False, None, cascades)
    models = model("orders.Order", relations=(relation,)), model("catalog.Product")
    return smelled("cross-domain-cascade", TO_PRODUCT, models=models)


def test_protected_relation_is_not_reported() -> None:
    assert related(cascades=False) == []


def test_cascade_to_another_domain_is_reported() -> None:
    assert related(cascades=True) == [("orders.models.Order", "catalog.models.Product")]
