from __future__ import annotations

from anabranch.reading.values import Reference
from tests.fakes.maps import model, reference
from tests.unit.rules.smells.smelling import LAYERS, smelled

FACADE = '[[contract]]\ntype = "facade"\nname = "front"\nmodules = ["orders"]\nexpose = ["services"]\n'


def leaks(*references: Reference) -> list[tuple[str, str]]:
    return smelled("facade-leak", *references, models=[model("orders.Order")], rules=LAYERS + FACADE)


def test_facade_that_uses_its_models_inside_is_not_reported() -> None:
    assert leaks(reference("orders.services.place", "orders.models.Order")) == []


def test_signature_elsewhere_is_not_reported() -> None:
    assert leaks(reference("orders.selectors.latest", "orders.models.Order", kind="import-type")) == []


def test_model_in_a_signature_of_the_facade_is_reported() -> None:
    one = reference("orders.services.place", "orders.models.Order", kind="import-type")
    assert leaks(one) == [("orders.services.place", "orders.models.Order")]


def test_model_that_the_facade_re_exports_is_reported() -> None:
    one = reference("orders.services", "orders.models.Order", kind="import")
    assert leaks(one) == [("orders.services", "orders.models.Order")]
