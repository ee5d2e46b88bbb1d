from __future__ import annotations

from anabranch.reading.hoisting import CLOSES, OPEN
from tests.fakes.maps import reference
from tests.unit.rules.smells.smelling import smelled


def local(note: str) -> list[tuple[str, str]]:
    one = reference("catalog.models.Product.sold", "orders.models.Order", kind="import-local", note=note)
    return smelled("circle-avoiding-import", one)


def test_local_import_that_could_be_hoisted_is_not_reported() -> None:
    assert local(OPEN) == []


def test_local_import_that_would_close_a_circle_is_reported() -> None:
    assert local(CLOSES) == [("catalog.models.Product.sold", "orders.models.Order")]
