from __future__ import annotations

import csv
import io

from anabranch.reports.csv_report import COLUMNS, map_csv
from tests.fakes.maps import reference, shop


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_map_without_references_is_a_header() -> None:
    assert map_csv(shop(references=())) == ",".join(COLUMNS) + "\n"


def test_each_reference_is_a_row() -> None:
    first, *others = rows(map_csv(shop()))
    assert len(others) == len(shop().references) - 1
    assert (first["class"], first["imported_symbol"], first["line"]) == ("schema", "catalog.models.Product", "9")


def test_commas_and_quotes_stay_in_their_cell() -> None:
    (row,) = rows(map_csv(shop(references=(reference("a.b.C", "d.e.F", note='say "a, b"'),))))
    assert row["note"] == 'say "a, b"'


def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    (row,) = rows(map_csv(shop(references=(reference("a.b.C", "d.e.F", file="=cmd|x.py", note="@SUM(A1)"),))))
    assert (row["file"], row["note"]) == ("'=cmd|x.py", "'@SUM(A1)")


def test_line_ends_in_names_make_no_row() -> None:
    (row,) = rows(map_csv(shop(references=(reference("a.b.C", "d.e.F", file="two\nlines.py"),))))
    assert row["file"] == "two\\x0alines.py"
