"""The back-test as it is read at a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from anabranch.plan.backtest import Trial, summarise
from anabranch.reports.terminal.backtest_page import backtest_text
from anabranch.reports.terminal.page import Look
from anabranch.reports.texts.words import LANGUAGES, Language, Words

TRIAL = Trial("c0ffee", ("moved", "key"), ("warehouses.StockLocationAssignment", "b.M"), ("a.py",), 0, ("a.py",), ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 200])
def test_what_was_decoupled_stands_beside_its_figures_or_below_them(language: Language, width: int) -> None:
    text = backtest_text(summarise([TRIAL], skipped=0), words=Words(language), look=Look(width))
    assert max(map(cell_len, text.splitlines())) <= width
    (row,) = [line for line in text.splitlines() if "1.00 / 1.00" in line]
    assert ("warehouses.StockLocationAssignment" in row) is (width == 200)
    assert "warehouses.StockLocationAssignment" in text
