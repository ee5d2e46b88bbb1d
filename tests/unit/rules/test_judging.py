from __future__ import annotations

from datetime import date

import msgspec
import pytest

from anabranch.reading.values import Imported, Reference
from anabranch.rules.debt import count_debt
from anabranch.rules.judging import judge
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Debt, Verdict
from tests.fakes.maps import reference, shop

TODAY = date(2026, 11, 25)
LAYERS = 'layers = ["reports", "orders", "billing", "catalog"]\n'
UP = reference("catalog.models.Product.sold", "orders.models.Order", file="catalog/models.py", line=5)


def verdict(*references: Reference, debt: Debt | None = None, rest: str = "") -> Verdict:
    rules = read_rules(LAYERS + rest, "anabranch.toml")
    assert rules is not None
    return judge(shop(references=references), rules, debt or {}, today=TODAY)


def owed(*references: Reference) -> Debt:
    return count_debt(verdict(*references).findings)


def changed(one: Reference, **changes: object) -> Reference:
    return msgspec.structs.replace(one, **changes)


def test_nothing_upward_is_nothing_new() -> None:
    found = verdict(reference("orders.services.place", "catalog.models.Product"))
    assert (found.findings, found.new, found.debt) == ((), (), {})


def test_first_upward_reference_is_new() -> None:
    assert [one.reference for one in verdict(UP).new] == [UP]


def test_accepted_reference_is_not_new() -> None:
    found = verdict(UP, debt=owed(UP))
    assert (found.new, found.paid, found.owed) == ((), 0, 1)


def test_second_place_that_uses_the_same_symbol_is_growth() -> None:
    second = changed(UP, line=9)
    found = verdict(UP, second, debt=owed(UP))
    assert len(found.new) == 2
    assert found.debt == owed(UP)


def test_string_instead_of_an_import_is_neutral() -> None:
    assert verdict(changed(UP, kind="get-model"), debt=owed(UP)).new == ()


def test_relation_instead_of_code_is_growth_of_its_own_class() -> None:
    assert len(verdict(changed(UP, kind="relation", tie_class="schema"), debt=owed(UP)).new) == 1


@pytest.mark.parametrize(
    "moved",
    [
        changed(UP, line=77, column=3),
        changed(UP, file="catalog/products.py", importer=msgspec.structs.replace(
            UP.importer, symbol="catalog.products.Product.sold", module="catalog.products")),
        changed(UP, imported=msgspec.structs.replace(
            UP.imported, symbol="orders.orders.Order", module="orders.orders")),
    ],
    ids=["lines", "importer moved", "imported moved"],
)  # fmt: skip
def test_moving_code_inside_its_app_is_nothing_new(moved: Reference) -> None:
    found = verdict(moved, debt=owed(UP))
    assert (found.new, found.paid, found.debt) == ((), 0, owed(UP))


def test_moving_the_use_to_another_function_is_neutral_and_noted() -> None:
    elsewhere = changed(UP, importer=msgspec.structs.replace(UP.importer, symbol="catalog.models.total"))
    found = verdict(elsewhere, debt=owed(UP))
    assert (found.new, found.paid) == ((), 0)
    assert found.debt == owed(elsewhere)


def test_one_of_three_paid_shrinks_the_debt() -> None:
    three = [changed(UP, line=line) for line in (5, 6, 7)]
    found = verdict(*three[:2], debt=owed(*three))
    assert (found.new, found.paid) == ((), 1)
    assert found.debt == owed(*three[:2])


def test_growth_on_one_symbol_is_not_paid_by_another() -> None:
    other = changed(UP, imported=msgspec.structs.replace(UP.imported, symbol="orders.models.Line"))
    assert [one.reference for one in verdict(other, debt=owed(UP)).new] == [other]


def test_smell_that_is_promoted_twice_is_one_rule() -> None:
    sender = reference("orders.services.heard", "catalog.models.Product", kind="signal")
    assert len(verdict(sender, rest='promote = ["foreign-receiver", "foreign-receiver"]\n').findings) == 1


def test_allowance_takes_what_it_names() -> None:
    allow = '[[allow]]\nfrom = "catalog"\nto = "orders.models.Order"\nreason = "sold out flag"\n'
    found = verdict(UP, rest=allow)
    assert (found.new, found.allowed, found.idle) == ((), 1, ())


def test_allowance_that_matches_nothing_is_idle() -> None:
    allow = '[[allow]]\nfrom = "catalog"\nto = "billing"\nreason = "x"\n'
    found = verdict(UP, rest=allow)
    assert (len(found.new), len(found.idle)) == (1, 1)


def test_allowance_of_what_another_takes_too_matches_something() -> None:
    allow = "".join(f'[[allow]]\nfrom = "catalog"\nto = "{to}"\nreason = "x"\n' for to in ("orders", "orders.Order"))
    found = verdict(UP, rest=allow)
    assert (found.new, found.allowed, found.idle) == ((), 1, ())


@pytest.mark.parametrize(("until", "new"), [("2026-11-25", 0), ("2026-11-24", 1)])
def test_allowance_holds_until_its_last_day(until: str, new: int) -> None:
    allow = f'[[allow]]\nfrom = "catalog"\nto = "orders"\nreason = "x"\nuntil = {until}\n'
    found = verdict(UP, rest=allow)
    assert (len(found.new), len(found.expired)) == (new, new)


def test_allowance_names_the_symbol_or_the_template_and_the_domain_of_what_is_a_module_as_a_whole() -> None:
    template = changed(UP, imported=Imported("orders/base.html", "", "orders"), tie_class="composition")
    module = reference("catalog.models.Product.sold", "orders.views")
    module = changed(module, imported=Imported("orders.views", "orders.views", "orders"))
    named = [one.to_allow for each in (UP, template, module) for one in verdict(each).new]
    assert named == ["orders.Order", "orders/base.html", "orders"]
