"""What is inherited runs as a part of the class that inherits it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.functional import SimpleLazyObject

from shop_orders import accounts as orders
from shop_orders.models import Order
from shop_payments import accounts as payments
from shop_payments.accounts import Accounts, AccountsByThemselves, AccountsOfOthers, Untied, UntiedByItsBody
from shop_payments.models import Account
from shop_people.bases import Listing, changed_of
from shop_people.models import Person
from tests.observing.seeing import Seen, place_of

pytestmark = pytest.mark.django_db
BASES = "shop_people/bases.py"

INHERITED: list[Callable[[Listing], object]] = [
    Listing.found,
    Listing.counted,
    Listing.changed,
    Listing.generated,
    Listing.generated_by_name,
    Listing.nested,
    lambda listing: listing.of_class(),
    lambda listing: type(listing).all_of_class(),
    Listing.starred,
    Listing.decorated,
    lambda listing: listing.decorated_property,
]
"""Ways to reach the table of a class's model."""


class AccountsOfTest(Listing):
    model = Account


class DerivedInTest(Accounts):
    pass


NAMED: list[Callable[[], object]] = [
    Untied().bound,
    Untied().imported,
    Untied().told,
    UntiedByItsBody().of_class,
]
"""Inherited methods that do not ask their heir what to reach."""


def places(seen: Seen) -> set[tuple[str, str, str]]:
    """Domain that crosses, the one that is reached, and what the comment on the line says; URLconfs are aside."""
    rows = (row for row in seen.rows() if row.importer.domain != "(project)")
    return {(row.importer.domain, row.imported.domain, place_of(row)[1]) for row in rows}


def crossings(seen: Seen) -> set[tuple[str, str, str]]:
    """Kind of each crossing, the domain that crosses, and the one that is reached."""
    return {(row.kind, row.importer.domain, row.imported.domain) for row in seen.rows()}


@pytest.mark.parametrize("run", [*INHERITED, Listing.shown, Listing.where, Listing.helped])
@pytest.mark.parametrize("listing", [Accounts, DerivedInTest])
def test_inherited_method_reaches_what_is_its_heir_s_own(
    seen: Seen, run: Callable[[Listing], object], listing: type[Listing]
) -> None:
    run(listing())
    assert places(seen) == set()


@pytest.mark.parametrize("run", [run for run in INHERITED if run is not Listing.changed])
def test_inherited_method_that_reaches_a_third_domain_crosses_at_the_base_s_line(
    seen: Seen, run: Callable[[Listing], object]
) -> None:
    run(AccountsOfOthers())
    assert {(row.kind, row.importer.domain, row.imported.domain, row.file) for row in seen.rows()} == {
        ("read", "people", "orders", BASES)
    }


@pytest.mark.parametrize(("run", "kind"), [(Listing.shown, "template"), (Listing.where, "url")])
def test_page_of_a_third_domain_crosses_at_the_base_s_line(
    seen: Seen, run: Callable[[Listing], object], kind: str
) -> None:
    run(AccountsOfOthers())
    assert (kind, "people", "orders") in crossings(seen)


@pytest.mark.parametrize("run", INHERITED)
def test_class_that_a_test_derives_has_no_heir_to_work_for(seen: Seen, run: Callable[[Listing], object]) -> None:
    run(AccountsOfTest())
    assert {(row.importer.domain, row.imported.domain, row.file) for row in seen.rows()} == {
        ("people", "payments", BASES)
    }


def test_base_that_is_given_a_model_without_being_inherited_crosses(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Listing, "model", Account)
    Listing().found()
    assert places(seen) == {("people", "payments", "found")}


def test_base_of_the_rehearsed_domain_that_works_for_the_rest_crosses_nothing(seen: Seen) -> None:
    seen.rehearse("people")
    Accounts().found()
    Accounts().changed()
    assert places(seen) == set()


@pytest.mark.parametrize("domain", ["payments", "orders"])
def test_join_of_an_inherited_method_over_the_edge_stays_a_crossing(seen: Seen, domain: str) -> None:
    seen.rehearse(domain)
    Accounts().joined()
    assert places(seen) == {("people", domain, "joined")}


def test_join_of_an_inherited_method_names_the_third_domain_alone_where_every_edge_is_watched(seen: Seen) -> None:
    Accounts().joined()
    assert crossings(seen) == {("join", "people", "orders")}


@pytest.mark.parametrize("write", [Listing.with_people, Listing.with_people_decorated])
@pytest.mark.parametrize("domain", [None, "payments", "people"])
def test_transaction_of_an_inherited_method_over_the_base_s_table_and_the_heir_s_stays_a_crossing(
    seen: Seen, write: Callable[[Listing], None], domain: str | None
) -> None:
    if domain:
        seen.rehearse(domain)
    write(Accounts())
    assert crossings(seen) == {("transaction", "people", "payments")}


def test_hop_of_an_inherited_method_back_into_its_heir_s_domain_is_none(order: Order, seen: Seen) -> None:
    Accounts().of_order(order)
    assert crossings(seen) == set()


def test_hop_of_an_inherited_method_is_told_where_nothing_else_tells_of_the_edge(order: Order, seen: Seen) -> None:
    seen.rehearse("payments")
    Accounts().of_order(order)
    assert places(seen) == {("people", "payments", "of order")}


def test_hop_from_an_instance_of_the_base_s_own_domain_stays_a_crossing(order: Order, seen: Seen) -> None:
    Accounts().of_person(order.person)
    assert places(seen) == {("people", "payments", "of person")}


def test_model_that_inherits_how_it_is_saved_and_has_a_field_of_the_base_s_crosses_nothing(seen: Seen) -> None:
    payments.stamped(Account())
    assert [row for row in seen.rows() if row.kind != "call"] == []


@pytest.mark.parametrize("ask", [payments.changed, payments.often])
def test_manager_works_for_its_model(seen: Seen, ask: Callable[[], object]) -> None:
    ask()
    assert {row.kind for row in seen.rows()} <= {"call"}


@pytest.mark.parametrize(("ask", "line"), [(orders.changed, "asks the queryset"), (orders.often, "asks the manager")])
def test_who_asks_the_manager_of_another_s_model_crosses_whoever_wrote_the_manager(
    seen: Seen, ask: Callable[[], object], line: str
) -> None:
    seen.rehearse("payments")
    ask()
    assert places(seen) == {("orders", "payments", line)}


def test_queryset_that_the_base_makes_for_another_s_model_crosses_at_the_line_that_makes_it(seen: Seen) -> None:
    changed_of(Account)
    list(changed_of(Account))
    assert places(seen) == {("people", "payments", "changed of")}


def test_method_that_a_rehearsed_model_inherited_from_the_rest_is_called_over_the_edge(seen: Seen) -> None:
    seen.rehearse("payments")
    orders.stamped(Account())
    row = seen.row("call")
    assert (place_of(row)[1], row.importer.domain) == ("asks the account", "orders")
    assert row.imported == ("payments", "shop_people.models.Stamped.save")


def test_method_that_turns_out_to_be_called_over_no_edge_keeps_what_it_was_given(seen: Seen) -> None:
    seen.rehearse("payments")
    assert orders.times(Listing(), 3) == 3
    assert seen.rows("call") == []


def test_lazy_argument_is_not_woken(db: None, seen: Seen) -> None:
    woken: list[Person] = []

    def wake() -> Person:
        woken.append(Person())
        return woken[-1]

    assert orders.named(SimpleLazyObject(wake)) == "somebody"
    assert seen.rows("call")
    assert woken == []


@pytest.mark.parametrize("run", NAMED)
def test_inherited_method_that_names_its_heir_s_domain_crosses_to_it(seen: Seen, run: Callable[[], object]) -> None:
    run()
    assert crossings(seen) == {("read", "people", "payments")}


def test_decorator_works_for_itself_where_no_class_of_its_domain_is_inherited(seen: Seen) -> None:
    AccountsByThemselves().decorated()
    assert {place for _, _, place in places(seen)} == {"decorated", "decorated, generated"}


def test_class_whose_module_is_no_name_is_its_bases_heir(seen: Seen) -> None:
    odd: type[Listing] = type("Odd", (Accounts,), {"__module__": []})
    odd().counted()
    assert places(seen) == set()


@pytest.mark.usefixtures("unprofiled")
def test_inherited_method_lets_go_of_what_it_lets_go_of(seen: Seen) -> None:
    assert Accounts().lets_go() is None
    assert places(seen) == set()


@pytest.mark.usefixtures("unprofiled")
def test_what_an_inherited_method_took_from_its_locals_stays_as_it_is(seen: Seen) -> None:
    before, after = Accounts().takes_its_locals()
    assert after == before
