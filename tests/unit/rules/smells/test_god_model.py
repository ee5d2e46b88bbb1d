from __future__ import annotations

from tests.fakes.maps import model, reference
from tests.unit.rules.smells.smelling import smelled

APPS = ("catalog", "a", "b", "c", "d", "e", "f", "g")


def uses(*apps: str, kind: str = "use") -> list[tuple[str, str]]:
    made = [reference(f"{each}.views.page", "catalog.models.Product", kind=kind) for each in apps]
    return smelled("god-model", *made, models=[model("catalog.Product")], apps=APPS)


def test_model_that_five_of_seven_domains_use_is_not_reported() -> None:
    assert uses("a", "b", "c", "d", "e") == []


def test_model_that_templates_alone_name_is_not_reported() -> None:
    assert uses("a", "b", "c", "d", "e", "f", kind="template") == []


def test_abstract_base_that_all_inherit_is_not_reported() -> None:
    made = [reference(f"{each}.models.Thing", "catalog.models.Product", kind="inherit") for each in APPS[1:]]
    assert smelled("god-model", *made, models=[model("catalog.Product", abstract=True)], apps=APPS) == []


def test_model_that_more_than_half_of_the_domains_use_is_reported_where_it_stands() -> None:
    assert uses("a", "b", "c", "d", "e", "f") == [("catalog.models.Product", "catalog.models.Product")]
