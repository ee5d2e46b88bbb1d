from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch.reading.values import CLASSES
from anabranch.rules.debt import DebtFileWrong, format_debt, parse_debt
from anabranch.rules.values import Key

NAMES = st.from_regex(r"[a-zA-Z_가-힣]+:[a-zA-Z_./%\s가-힣]*", fullmatch=True)
ENTRIES = st.dictionaries(st.builds(Key, st.sampled_from(CLASSES), NAMES, NAMES), st.integers(1, 99))
ONE = Key("code", "orders:place", "billing:charge")


def test_no_debt_is_an_empty_file() -> None:
    assert parse_debt(format_debt({}), "x.txt") == {}


@given(ENTRIES)
def test_what_is_written_is_read_again(entries: dict[Key, int]) -> None:
    assert parse_debt(format_debt(entries), "x.txt") == entries


@given(ENTRIES)
def test_lines_are_sorted_whatever_the_order(entries: dict[Key, int]) -> None:
    assert format_debt(entries) == format_debt(dict(reversed(entries.items())))


def test_entry_that_a_merge_left_twice_counts_with_its_larger_number() -> None:
    assert parse_debt("code a:f b:g 1\ncode a:f b:g 3\n", "a.txt") == {Key("code", "a:f", "b:g"): 3}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("code a:f b:g", "a.txt:1: a line is 'class importer imported count', not 'code a:f b:g'"),
        ("code a:f b:g many", "not 'code a:f b:g many'"),
        ("code a:f b:g ²", "not 'code a:f b:g ²'"),
        ("code a:f b:g 0", "not 'code a:f b:g 0'"),
        ("speed a:f b:g 1", "not 'speed a:f b:g 1'"),
        ("<<<<<<< HEAD", "a merge conflict was left in it"),
        ("# anabranch debt 2: known", "is of version 2"),
    ],
)
def test_line_that_is_none_is_refused_with_its_place(line: str, told: str) -> None:
    with pytest.raises(DebtFileWrong, match=r"a\.txt:1") as wrong:
        parse_debt(line + "\n", "a.txt")
    assert told in str(wrong.value)
