"""Pages made of maps and opened in a real browser; every error of a script fails the test that caused it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from anabranch.reading.read import read_map
from anabranch.reading.values import Map
from anabranch.reports.answers.places import Sources
from anabranch.reports.page.html import page_html
from anabranch.reports.page.plots_section import Plotted
from anabranch.reports.texts.words import Language, Words
from tests.fakes.browser import open_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MARKET = Path(__file__).parents[2] / "examples" / "market"

Shown = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="session")
def market() -> Map:
    return read_map(MARKET, cache=False)


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Shown]:
    """Opens the page of a map at a state; `errors` are collected and must stay empty."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.on("weberror", lambda error: errors.append(str(error.error)))

    def open_page(
        shown: Map,
        state: str = "",
        *,
        language: Language = "en",
        folder: Path = MARKET,
        plotted: Sequence[Plotted] = (),
    ) -> Page:
        file = tmp_path / "anabranch.html"
        html = page_html(shown, Words(language), sources=Sources(folder), plotted=plotted)
        file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(f"{file.as_uri()}#{state}")
        return page

    yield open_page
    context.close()
    assert errors == []
