from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
import pytest

from anabranch.reading.values import Imported, Importer, Map, Reference
from anabranch.rules.debt import count_debt, total
from anabranch.rules.judging import judge
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Debt, Key, Verdict
from tests.fakes.maps import app, project, reference, shop

ROWS = (("catalog.views.detail", "orders.models.Order"), ("catalog.models.total", "orders.models.Order"))
WHOLE = tuple(reference(*row) for row in ROWS)
PART = '[domains]\nscreens = ["catalog.views"]\n'


def in_screens(one: Reference) -> Reference:
    """As the map shows it once its module is a part of the domain `screens`."""
    return msgspec.structs.replace(one, importer=Importer(one.importer.symbol, one.importer.module, "screens"))


def with_screens(*references: Reference, parts: Collection[str] = ("catalog.views",)) -> Map:
    apps = (*project().apps, app("screens", path="", is_app=False))
    now = tuple(in_screens(one) if one.importer.module in parts else one for one in references)
    return shop(projects=(project(apps=apps),), references=now)


def judged(project_map: Map, layers: str, debt: Debt, rest: str = "") -> Verdict:
    rules = read_rules(f"layers = [{layers}]\n{rest}", "anabranch.toml")
    assert rules is not None
    return judge(project_map, rules, debt, today=date(2026, 11, 26))


OWED = count_debt(judged(shop(references=WHOLE), '"orders", "catalog"', {}).findings)


def test_debt_of_a_part_in_no_layer_stays_as_it_is_written() -> None:
    found = judged(with_screens(*WHOLE), '"orders", "catalog"', OWED, PART)
    assert (found.debt, found.paid, total(found.waiting)) == (OWED, 0, 1)


def test_debt_of_a_part_moves_with_it_into_its_layer() -> None:
    found = judged(with_screens(*WHOLE), '"orders", "screens", "catalog"', OWED, PART)
    assert (found.new, found.paid) == ((), 0)
    assert found.debt["screens"] == {Key("code", "screens:detail", "orders:Order"): 1}


def test_debt_of_two_parts_moves_with_each_though_they_join_their_domain_one_after_the_other() -> None:
    rows = WHOLE[0], reference("billing.views.detail", "orders.models.Order")
    layers = '"orders", "screens", "catalog", "billing"'
    owed = count_debt(judged(shop(references=rows), '"orders", "catalog", "billing"', {}).findings)
    first = judged(with_screens(*rows), layers, owed, PART)
    assert (first.new, first.paid) == ((), 0)
    both = ("catalog.views", "billing.views")
    then = judged(with_screens(*rows, parts=both), layers, first.debt, f"[domains]\nscreens = {list(both)}\n")
    assert (then.new, then.paid) == ((), 0)
    assert then.debt == {"screens": {Key("code", "screens:detail", "orders:Order"): 2}}


def test_debt_of_two_parts_accepts_no_third_reference_of_their_domain() -> None:
    rows = WHOLE[0], reference("billing.views.detail", "orders.models.Order")
    layers, both = '"orders", "screens", "catalog", "billing"', ("catalog.views", "billing.views")
    owed = count_debt(judged(shop(references=rows), '"orders", "catalog", "billing"', {}).findings)
    thrice = with_screens(*rows, msgspec.structs.replace(rows[0], line=9), parts=both)
    assert len(judged(thrice, layers, owed, f"[domains]\nscreens = {list(both)}\n").new) == 3


def test_debt_of_a_part_that_may_refer_from_its_layer_is_paid() -> None:
    found = judged(with_screens(*WHOLE), '"screens", "orders", "catalog"', OWED, PART)
    assert (found.new, found.paid) == ((), 1)


def test_what_is_gone_from_a_part_in_no_layer_is_paid() -> None:
    found = judged(with_screens(WHOLE[1]), '"orders", "catalog"', OWED, PART)
    assert (found.paid, total(found.waiting)) == (1, 0)


def test_second_reference_of_what_stayed_is_growth_though_debt_waits() -> None:
    twice = (*WHOLE, msgspec.structs.replace(WHOLE[1], line=9))
    assert len(judged(with_screens(*twice), '"orders", "catalog"', OWED, PART).new) == 2


def test_debt_towards_a_part_in_no_layer_stays() -> None:
    up = reference("catalog.models.total", "orders.models.Order")
    to_part = msgspec.structs.replace(up, imported=Imported("orders.models.Order", "orders.models", "ledger"))
    apps = (*project().apps, app("ledger", path="", is_app=False))
    now = shop(projects=(project(apps=apps),), references=(to_part,))
    owed = count_debt(judged(shop(references=(up,)), '"orders", "catalog"', {}).findings)
    found = judged(now, '"orders", "catalog"', owed, '[domains]\nledger = ["orders.models"]\n')
    assert (found.debt, found.paid) == (owed, 0)


def test_debt_of_an_app_that_is_shown_by_its_packages_stays_accepted() -> None:
    up = reference("catalog.views.detail", "orders.models.Order")
    split = msgspec.structs.replace(up, importer=Importer("catalog.views.detail", "catalog.views", "catalog.views"))
    apps = (*(one for one in project().apps if one.label != "catalog"), app("catalog.views"))
    now = shop(projects=(project(apps=apps, split=("catalog",)),), references=(split,))
    owed = count_debt(judged(shop(references=(up,)), '"orders", "catalog"', {}).findings)
    found = judged(now, '"orders", "catalog.views"', owed)
    assert (found.new, found.paid, total(found.debt)) == ((), 0, 1)
    assert judged(now, '"orders"', owed).paid == 0


NESTED = (*(one for one in project().apps if one.label != "orders"), app("orders", name="catalog.orders"))


def in_nested(symbol: str) -> Reference:
    """A reference of the app `orders`, which lies in the folder of the app `catalog`."""
    up = reference(symbol, "billing.models.Bill")
    return msgspec.structs.replace(up, importer=Importer(symbol, symbol.rpartition(".")[0], "orders"))


@pytest.mark.parametrize("unrelated", ['screens = ["desk.views"]', 'orders = ["desk.views"]'])
def test_paid_debt_of_an_app_accepts_nothing_in_an_app_within_it(unrelated: str) -> None:
    paid = reference("catalog.prices.total", "billing.models.Bill")
    before = shop(projects=(project(apps=NESTED),), references=(paid,))
    layers, rest = '"billing", "catalog", "orders", "reports"', f"[domains]\n{unrelated}\n"
    owed = count_debt(judged(before, layers, {}, rest).findings)
    now = shop(projects=(project(apps=NESTED),), references=(in_nested("catalog.orders.prices.total"),))
    assert len(judged(now, layers, owed, rest).new) == 1
