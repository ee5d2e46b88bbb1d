"""Tables of the terminal."""

from __future__ import annotations

from anabranch.reports.terminal.names import fitting
from anabranch.reports.terminal.page import Look, Page, in_full


def test_a_row_with_nothing_to_add_leaves_no_empty_line_where_columns_are_wide() -> None:
    page = Page(Look(20, colour=False, cut=False), label_width=0)
    rows = [("a name that is longer than the line", "1"), ("b", "2")]
    page.table(("unit", "ties"), rows, lists=[in_full(""), in_full("also c")])
    lines = [line.strip() for line in page.text().splitlines()]
    assert lines == ["unit                                 ties", "a name that is longer than the line     1",
                     "b                                       2", "also c"]  # fmt: skip


def test_what_stands_below_its_row_has_the_whole_width() -> None:
    page = Page(Look(60, colour=False, cut=False), label_width=0)
    names = ["a name that is fairly long", "and one more"]
    page.table(("unit",), [("x" * 40,)], lists=[lambda room: fitting(names, room, lambda rest: f"and {rest} more")])
    assert page.text().splitlines()[-1].strip() == "a name that is fairly long, and one more"
