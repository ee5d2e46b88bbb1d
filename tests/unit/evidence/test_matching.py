from __future__ import annotations

import pytest
from msgspec.structs import replace

from anabranch.evidence.domains import domains_of
from anabranch.evidence.matching import Matcher
from anabranch.evidence.values import Row
from anabranch.reading.values import Bases, Imported, Map, Reference, Relation
from tests.fakes.maps import model, reference, shop
from tests.fakes.records import row


def matched(one: Row, *more: Reference) -> tuple[str | None, list[str]]:
    project_map: Map = shop(references=(*shop().references, *more))
    match, found = Matcher(project_map, domains_of(project_map)).match(one)
    return match, [f"{each.kind}:{each.line}" for each in found]


def test_nothing_known_matches_nothing() -> None:
    assert matched(row("call", "reports.views.sales", "billing.tasks.charge")) == (None, [])


def test_reference_on_the_line_comes_first() -> None:
    one = row("read", "orders.services.place", "catalog.models.Product", line=14)
    assert matched(one) == ("line", ["use:14"])


def test_method_belongs_to_the_class_that_the_line_names() -> None:
    one = row("call", "orders.services.place", "catalog.models.Product.normalise", line=14)
    assert matched(one) == ("line", ["use:14"])


def test_other_line_of_the_function_is_the_function() -> None:
    one = row("join", "orders.services.place", "catalog.models.Product", line=19)
    assert matched(one) == ("function", ["lookup:15", "use:14"])


def test_nested_function_is_its_outermost() -> None:
    one = row("read", "orders.services.place.<locals>.inner", "catalog.models.Product", line=19)
    assert matched(one)[0] == "function"


def test_query_that_runs_elsewhere_belongs_to_its_domain() -> None:
    one = row("join", "orders.views.show", "catalog.models.Product", line=3)
    assert matched(one)[0] == "domain"


def test_call_elsewhere_in_the_domain_is_no_match() -> None:
    assert matched(row("call", "orders.views.show", "catalog.models.Product.normalise")) == (None, [])


def test_test_code_is_no_match() -> None:
    test = reference("reports.tests.test_sales", "billing.tasks.charge", line=3, test=True)
    assert matched(row("call", "reports.tests.test_sales", "billing.tasks.charge", line=3), test) == (None, [])


def test_call_of_what_a_base_defines_belongs_to_the_inheritance() -> None:
    base = reference("orders.models.Order", "catalog.mixins.Priced", kind="inherit", line=2)
    assert matched(row("call", "orders.models.Order.total", "catalog.mixins.Priced.net", line=30), base) == (
        "class",
        ["inherit:2"],
    )


def test_call_of_what_overrides_a_base_is_inverted() -> None:
    base = reference("orders.views.Show", "catalog.views.Base", kind="inherit", line=2)
    one = row("call", "catalog.views.Base.get", "orders.views.Show.act", line=30)
    assert matched(one, base) == ("inverted", ["inherit:2"])


def test_call_through_a_class_of_the_same_module_belongs_to_what_that_inherits() -> None:
    base = reference("orders.menu.Item", "catalog.menus.Base", kind="inherit", line=2)
    assert matched(row("call", "orders.menu.register", "catalog.menus.Base", line=30), base)[0] == "module"
    assert matched(row("call", "orders.menu.register", "catalog.menus.Other", line=30), base)[0] is None


def test_template_that_a_base_names_belongs_to_the_inheritance() -> None:
    names = reference("catalog.views.Base", "catalog/base.html", kind="template", line=4)
    one = row("template", "orders.views.Show", "catalog/templates/catalog/base.html", line=9)
    below = shop(references=(names,), classes=(Bases("orders.views.Show", ("catalog.views.Base",)),))
    assert Matcher(below, domains_of(below)).match(one)[0] == "inherited"
    apart = shop(references=(names,))
    assert Matcher(apart, domains_of(apart)).match(one)[0] is None


def test_method_of_a_manager_belongs_to_the_model_that_the_line_names() -> None:
    model = next(each for each in shop().models if each.label == "catalog.Product")
    managed = replace(model, managers=("catalog.models.Products",))
    others = tuple(each for each in shop().models if each is not model)
    one = row("call", "orders.services.place", "catalog.models.Products.cheap", line=14)
    known = shop(models=(*others, managed))
    assert Matcher(known, domains_of(known)).match(one)[0] == "line"
    assert matched(one)[0] is None


def test_path_that_goes_on_inside_its_domain_is_matched_where_relations_lead_on() -> None:
    brand, maker, apart = (model(f"catalog.{name}") for name in ("Brand", "Maker", "Apart"))
    to_maker = Relation("maker", "fk", maker.label, None, None, False, None)
    tied = shop(models=(replace(brand, relations=(to_maker,)), maker, apart))
    named = reference("orders.services.place", brand.symbol, kind="lookup", line=14)
    matcher = Matcher(replace(tied, references=(named,)), domains_of(tied))
    assert matcher.match(row("join", "orders.services.place", maker.symbol, line=14))[0] == "through"
    assert matcher.match(row("join", "orders.services.place", apart.symbol, line=14))[0] is None


def test_class_that_calls_itself_its_package_s_own_is_the_one_below() -> None:
    one = row("read", "orders.services.place", "catalog.Product", line=14)
    assert matched(one) == ("line", ["use:14"])


@pytest.mark.parametrize("kind", ["url", "signal", "task"])
def test_what_is_named_is_matched_by_domain_not_by_symbol(kind: str) -> None:
    named = reference("reports.views.sales", "billing.urls", kind=kind, line=8)
    assert matched(row(kind, "reports.views.sales", "billing.views", line=8), named)[0] == "line"
    assert matched(row(kind, "reports.views.sales", "orders.views", line=8), named)[0] != "line"


def test_template_is_matched_by_the_end_of_its_path() -> None:
    named = reference("orders.views.show", "x", kind="template", line=8)
    named = Reference(**{name: getattr(named, name) for name in named.__struct_fields__ if name != "imported"},
                      imported=Imported("catalog/card.html", "", "catalog"))  # fmt: skip
    one = row("template", "orders.views.show", "catalog/templates/catalog/card.html", line=8)
    assert matched(one, named)[0] == "line"
    other = row("template", "orders.views.show", "catalog/templates/catalog/postcard.html", line=8)
    assert matched(other, named) == (None, [])


def test_deletion_along_belongs_to_the_relation_of_what_goes() -> None:
    one = row("cascade", "catalog.views.delete", "orders.models.Order", line=3)
    assert matched(one) == ("relation", ["relation:9"])


def test_deletion_along_belongs_to_the_relation_along_which_it_went() -> None:
    order, buyer, shop_model = model("orders.Order"), model("people.Buyer"), model("places.Shop")
    ties = (
        Relation("shop", "fk", shop_model.label, None, None, parent_link=False, inherited_from=None),
        Relation("buyer", "fk", buyer.label, None, None, parent_link=False, inherited_from=None),
    )
    keys = (
        reference(order.symbol, shop_model.symbol, kind="relation", line=9),
        reference(order.symbol, buyer.symbol, kind="relation", line=40),
    )
    known = shop(models=(replace(order, relations=ties), buyer, shop_model), references=keys)
    one = row("cascade", "people.views.leave", order.symbol, detail={"because": "orders.Order.buyer"})
    match, found = Matcher(known, domains_of(known)).match(one)
    assert (match, [each.line for each in found]) == ("relation", [40])


def test_likely_reference_is_taken_last() -> None:
    guess = reference("orders.services.place", "catalog.models.Product", kind="lookup", line=14, certainty="likely")
    assert matched(row("join", "orders.services.place", "catalog.models.Product", line=14), guess) == (
        "line",
        ["use:14", "lookup:14"],
    )


@pytest.mark.parametrize("number", range(8))
def test_references_that_fit_alike_stand_in_the_order_of_the_source(number: int) -> None:
    above, below = f"reports.views.Above{number}", f"reports.views.Below{number}"
    more = [reference(f"{base}.get", "billing.tasks.charge", line=line) for base, line in ((below, 30), (above, 10))]
    bases = Bases("reports.views.Sales", (above, below))
    project_map = shop(references=(*shop().references, *more), classes=(bases,))
    matcher = Matcher(project_map, domains_of(project_map))
    match, found = matcher.match(row("call", "reports.views.Sales.get", "billing.tasks.charge", line=20))
    assert (match, [one.line for one in found]) == ("inherited", [10, 30])
