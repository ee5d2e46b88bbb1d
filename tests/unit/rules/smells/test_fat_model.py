from __future__ import annotations

from tests.fakes.maps import model
from tests.unit.rules.smells.smelling import places, smelled

NAMES = tuple(f"method_{number}" for number in range(41))


def test_model_of_forty_methods_is_not_reported() -> None:
    assert smelled("fat-model", models=[model("catalog.Product", methods=NAMES[:40])]) == []


def test_methods_and_properties_count_together() -> None:
    fat = model("catalog.Product", methods=NAMES[:20], properties=NAMES[20:])
    assert smelled("fat-model", models=[fat]) == [("catalog.models.Product", "catalog.models.Product")]


def test_model_to_which_nothing_refers_is_of_the_part_of_its_app() -> None:
    fat = model("catalog.Product", module="catalog.prices.models", methods=NAMES)
    (found,) = places("fat-model", models=[fat], apps=["catalog", "catalog.prices"])
    assert found.importer.app == "catalog.prices"
