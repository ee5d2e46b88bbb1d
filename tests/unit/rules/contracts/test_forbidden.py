from __future__ import annotations

from anabranch.reading.values import UNDER_TYPE_CHECKING
from tests.unit.rules.contracts.graphs import broken, link

CONTRACT = 'type = "forbidden"\nfrom = ["shop.views"]\nto = ["shop.models"]\n'
ROW = "shop.views > shop.models"


def test_way_back_keeps_it() -> None:
    assert broken(CONTRACT, "shop.models > shop.views") == []


def test_direct_use_breaks_it() -> None:
    assert broken(CONTRACT, ROW) == [ROW]


def test_ignored_link_keeps_it() -> None:
    assert broken(f'{CONTRACT}ignore = ["shop.* -> **"]', ROW) == []


def test_string_counts_unless_imports_alone_do() -> None:
    row = link(ROW, kind="get-model")
    assert broken(CONTRACT, row) == [ROW]
    assert broken(f'{CONTRACT}kinds = "imports"', row) == []


def test_import_for_type_checkers_counts_unless_it_is_left_out() -> None:
    row = link(ROW, kind="import-type", note=UNDER_TYPE_CHECKING)
    assert broken(CONTRACT, row) == [ROW]
    assert broken(f"{CONTRACT}typing = false", row) == []
