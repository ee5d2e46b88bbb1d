from __future__ import annotations

import msgspec
import pytest

from anabranch.errors import UnknownName
from anabranch.reading.values import Reference
from anabranch.reports.answers.subjects import NameAmbiguous, NameNotFound, close_names, find_subject
from tests.fakes.maps import app, model, project, reference, shop


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("orders", "app", "orders"),
        ("orders.services", "module", "orders.services"),
        ("services", "module", "orders.services"),
        ("catalog.Product", "model", "catalog.Product"),
        ("catalog.models.Product", "model", "catalog.Product"),
        ("Product", "model", "catalog.Product"),
        ("product", "model", "catalog.Product"),
        ("place", "symbol", "orders.services.place"),
        ("Product.is_sold", "symbol", "catalog.models.Product.is_sold"),
    ],
)
def test_a_name_finds_what_it_means(name: str, kind: str, found: str) -> None:
    subject = find_subject(shop(), name)
    assert (subject.kind, subject.name) == (kind, found)


def test_a_domain_of_several_apps_comes_before_an_app_of_its_name() -> None:
    apps = tuple(msgspec.structs.replace(one, domain="orders") for one in project().apps if one.label != "catalog")
    subject = find_subject(shop(projects=(project(apps=(*apps, app("catalog"))),)), "orders")
    assert (subject.kind, subject.apps) == ("domain", ("billing", "orders", "reports"))


@pytest.mark.parametrize("name", ["shop.catalog.pages", "catalog.pages"])
def test_a_package_without_references_of_its_own_is_all_of_its_modules(name: str) -> None:
    one = _in_module(reference("shop.catalog.pages.detail.show", "orders.models.Order"), "shop.catalog.pages.detail")
    subject = find_subject(shop(references=(one,)), name, packages=True)
    assert (subject.kind, subject.name) == ("module", "shop.catalog.pages")
    assert subject.holds("shop", one.importer)
    with pytest.raises(NameNotFound):
        find_subject(shop(references=(one,)), name)


def test_packages_of_equal_endings_are_ambiguous() -> None:
    rows = [reference(f"{unit}.pages.detail.show", "orders.models.Order") for unit in ("catalog", "billing")]
    found = tuple(_in_module(one, one.importer.symbol.removesuffix(".show")) for one in rows)
    with pytest.raises(NameAmbiguous) as caught:
        find_subject(shop(references=found), "pages", packages=True)
    assert caught.value.candidates == ("billing.pages", "catalog.pages")


def _in_module(one: Reference, module: str) -> Reference:
    return msgspec.structs.replace(one, importer=msgspec.structs.replace(one.importer, module=module))


def test_a_slip_is_answered_with_close_names() -> None:
    with pytest.raises(NameNotFound) as caught:
        find_subject(shop(), "catalog.Prodcut")
    assert "catalog.Product" in caught.value.close


def test_name_of_no_letters_is_like_no_other() -> None:
    assert close_names(".", ["", "orders", "catalog."]) == ()


def test_an_ending_of_several_names_is_ambiguous() -> None:
    with pytest.raises(NameAmbiguous) as caught:
        find_subject(shop(), "models")
    assert caught.value.candidates == ("catalog.models", "orders.models")


def test_an_app_of_two_projects_is_told_apart_by_the_project() -> None:
    two = shop(projects=(project(), project(name="other", apps=(app("orders"),))))
    with pytest.raises(NameAmbiguous) as caught:
        find_subject(two, "orders")
    assert caught.value.candidates == ("other/orders", "shop/orders")
    assert find_subject(two, "other/orders").project == "other"


def test_a_model_and_its_class_are_one() -> None:
    twice = shop(references=(*shop().references, reference("a.b.C", "catalog.models.Product")))
    assert find_subject(twice, "models.Product").kind == "model"


def test_equal_model_names_need_their_app() -> None:
    two = shop(models=(*shop().models, model("billing.Order")))
    with pytest.raises(UnknownName):
        find_subject(two, "Order")
    assert find_subject(two, "billing.Order").kind == "model"


def test_an_empty_name_is_unknown() -> None:
    with pytest.raises(NameNotFound):
        find_subject(shop(), "  ")
