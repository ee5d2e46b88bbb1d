from __future__ import annotations

from msgspec.structs import replace

from anabranch.plan.outside_keys import outside_keys
from anabranch.reading.values import Imported, Map, Relation
from tests.fakes.maps import app, model, only_scope, project, reference, shop

USER = Relation("user", "fk", "auth.User", None, None, parent_link=False, inherited_from=None)


def owners(project_map: Map, domain: str) -> list[str]:
    scope = only_scope(project_map)
    return [key.owner for key in outside_keys(project_map.references, scope, domain, lambda _file: None)]


def test_a_key_is_a_cost_of_the_part_of_an_app_that_has_its_model() -> None:
    apps = (app("core"), app("core.people", name="core.people", path="core/people"))
    models = (
        model("core.Card", relations=(USER,)),
        model("core.Member", module="core.people.models", relations=(USER,)),
    )
    parted = shop(projects=(project(apps=apps),), models=models, references=())
    assert owners(parted, "core") == ["core.Card"]
    assert owners(parted, "core.people") == ["core.Member"]


def test_a_model_that_stands_apart_from_its_module_takes_its_keys_along() -> None:
    models = (model("orders.Order", relations=(USER,)), model("orders.Cart", relations=(USER,)))
    apart = replace(
        reference("billing.tasks.charge", "orders.models.Cart"),
        imported=Imported("orders.models.Cart", "orders.models", "carts"),
    )
    whole = reference("billing.tasks.charge", "orders.models.Order")
    apps = (app("billing"), app("carts"), app("orders"))
    parted = shop(projects=(project(apps=apps),), models=models, references=(whole, apart))
    assert owners(parted, "orders") == ["orders.Order"]
    assert owners(parted, "carts") == ["orders.Cart"]
