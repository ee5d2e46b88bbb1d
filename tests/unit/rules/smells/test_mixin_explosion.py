from __future__ import annotations

from tests.fakes.maps import model
from tests.unit.rules.smells.smelling import smelled

MIXINS = tuple(f"core.mixins.Mixin{number}" for number in range(5))


def test_model_of_four_mixins_is_not_reported() -> None:
    assert smelled("mixin-explosion", models=[model("catalog.Product", mixins=MIXINS[:4])]) == []


def test_model_of_five_mixins_is_reported() -> None:
    found = smelled("mixin-explosion", models=[model("catalog.Product", mixins=MIXINS)])
    assert found == [("catalog.models.Product", "catalog.models.Product")]
