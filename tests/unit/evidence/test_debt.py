from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch.evidence.debt import (
    Debt,
    DebtUnreadable,
    Entry,
    compare,
    count_debt,
    debt_file,
    debt_text,
    parse_debt,
)
from anabranch.evidence.symbols import Symbols
from anabranch.evidence.values import Crossing
from tests.fakes.records import row

SYMBOLS = Symbols({"orders.services", "catalog.models", "catalog.other", "billing.tasks"})


def crossing(kind: str, importer: str, imported: str, line: int = 1) -> Crossing:
    one = row(kind, importer, imported, line=line)
    return Crossing(one.kind, one.file, one.line, one.importer, one.imported, 1, (), 0, {})


def debt(*crossings: Crossing, tests: int = 1) -> Debt:
    return count_debt(crossings, SYMBOLS, tests=tests)


HOP = crossing("hop", "orders.services.place", "catalog.models.Product")
JOIN = crossing("join", "orders.services.place", "catalog.models.Product")


def grown(found: Debt, allowed: Debt) -> list[tuple[str, str, int, int]]:
    result = compare(found, allowed, [HOP], SYMBOLS, file="x")
    return [(one.importer, one.imported, one.allowed, one.found) for one in result.growth]


def test_same_crossings_are_no_growth() -> None:
    assert grown(debt(HOP), debt(HOP)) == []


def test_another_line_is_the_same_debt_and_a_second_one_is_growth() -> None:
    moved = crossing("hop", "orders.services.place", "catalog.models.Product", line=90)
    assert grown(debt(moved), debt(HOP)) == []
    assert grown(debt(HOP, moved), debt(HOP)) == [("orders", "catalog:Product", 1, 2)]


def test_moving_code_inside_its_domain_is_no_growth() -> None:
    assert grown(debt(crossing("hop", "orders.services.place", "catalog.other.Product")), debt(HOP)) == []


def test_another_kind_of_crossing_is_no_growth() -> None:
    assert grown(debt(JOIN), debt(HOP)) == []


def test_fewer_are_counted() -> None:
    assert compare(debt(HOP), debt(HOP, JOIN), [HOP], SYMBOLS, file="x").fewer == 1


def test_file_is_sorted_and_names_no_line() -> None:
    text = debt_text(debt(JOIN, HOP, HOP, tests=12))
    assert text == ("# tests 12\nhop\torders:place\tcatalog:Product\t2\njoin\torders:place\tcatalog:Product\t1\n")


@pytest.mark.parametrize("line", ["hop orders:place catalog:Product 1", "hop\ta\tb\tmany", "<<<<<<< HEAD"])
def test_line_that_is_no_entry_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(DebtUnreadable, match=r"debt\.txt:2 is no entry"):
        parse_debt(f"# tests 1\n{line}\n", file="debt.txt")


def test_entry_that_a_merge_left_twice_counts_with_its_larger_number() -> None:
    assert parse_debt("hop\ta:f\tb:g\t1\nhop\ta:f\tb:g\t3\n", file="x").entries == {Entry("hop", "a:f", "b:g"): 3}


def test_name_of_a_domain_cannot_leave_the_folder() -> None:
    assert debt_file("../shop/orders") == "anabranch.debt/rehearsal/..-shop-orders.txt"


NAMES = st.text("abc.:_", min_size=1)
ENTRIES = st.dictionaries(st.builds(Entry, NAMES, NAMES, NAMES), st.integers(1, 99))


@given(ENTRIES, st.integers(0, 999))
def test_what_is_written_is_read_again(entries: dict[Entry, int], tests: int) -> None:
    found = parse_debt(debt_text(Debt(entries, tests)), file="x")
    assert (dict(found.entries), found.tests) == (entries, tests)
