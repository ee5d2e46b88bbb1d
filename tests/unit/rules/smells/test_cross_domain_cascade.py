from __future__ import annotations

from msgspec.structs import replace

from anabranch.reading.values import Relation
from tests.fakes.maps import model, reference
from tests.unit.rules.smells.smelling import places, smelled

TO_PRODUCT = reference("orders.models.Order", "catalog.models.Product", kind="relation")


def related(*, cascades: bool) -> list[tuple[str, str]]:
    relation = Relation("product", "fk", "catalog.Product", "order_set", None, False, None, cascades)
    models = model("orders.Order", relations=(relation,)), model("catalog.Product")
    return smelled("cross-domain-cascade", TO_PRODUCT, models=models)


def test_protected_relation_is_not_reported() -> None:
    assert related(cascades=False) == []


def test_protected_key_beside_one_that_cascades_is_not_reported() -> None:
    keys = tuple(
        Relation(name, "fk", "catalog.Product", f"{name}_orders", None, False, None, cascades)
        for name, cascades in (("kept", False), ("product", True))
    )
    second = replace(TO_PRODUCT, line=9)
    models = model("orders.Order", relations=keys), model("catalog.Product")
    assert places("cross-domain-cascade", TO_PRODUCT, second, models=models) == [second]


def test_cascade_to_another_domain_is_reported() -> None:
    assert related(cascades=True) == [("orders.models.Order", "catalog.models.Product")]
