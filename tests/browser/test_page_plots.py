from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from anabranch.evidence.trend import Figures
from anabranch.plan.history import Coupling, History
from anabranch.plan.scope import scope_of
from anabranch.plan.sequence import plan_sequence
from anabranch.plan.values import Staircase
from anabranch.reading.values import Map, Weight
from anabranch.reports.page.plots_section import Plotted
from tests.browser.conftest import Shown
from tests.browser.figures import box

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def staircase(market: Map) -> Staircase:
    return plan_sequence(scope_of(market, market.projects[0]))


def past(one: str, other: str) -> History:
    """Two points in time and two domains that changed together."""
    points = tuple(Figures("c0ffee", time, tangle=11, upward=Weight(4, 141 + time)) for time in (0, 10_000_000))
    coupled = (Coupling(one, other, 7, 9, 8, 0.78, 3, "c0ffee"),)
    return History("market", False, points, (), 12, 0, coupled, (), ())


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.locator(".plots tbody tr").evaluate_all(
        "all => all.map(row => [...row.children].map(cell => cell.textContent))"
    )
    return found


def test_the_staircase_is_the_one_of_the_plan(market: Map, staircase: Staircase, show: Shown) -> None:
    page = show(market, plotted=[Plotted(staircase)])
    page.click("#view-plots")
    expect(page.locator(".plots svg.plot")).to_have_count(1)
    told = [(row[1], int(row[6]), int(row[7])) for row in rows(page)]
    assert told == [(one.unit, one.tangled, one.upward.schema + one.upward.code) for one in staircase.stages]
    assert told[-1][1:] == (0, 0)


def test_trend_and_coupling_stand_beside_the_staircase(market: Map, staircase: Staircase, show: Shown) -> None:
    page = show(market, "v=plots", plotted=[Plotted(staircase, past("orders", "payments"))])
    names = page.locator(".plots svg").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert names == [
        "Tangle and upward ties over time",
        "Changes that touched two domains",
        "Upward ties and tangle after each domain that is freed",
    ]
    expect(page.locator(".plots .cell title").first).to_have_text("orders · payments: 7 (0.78)")


def test_where_nothing_was_plotted_there_is_no_such_view(market: Map, show: Shown) -> None:
    page = show(market, "v=plots")
    assert page.locator("#view-plots").count() == 0
    assert page.locator("#view-map").get_attribute("aria-pressed") == "true"


def test_plots_say_that_they_are_of_the_code_before_what_was_tried(
    market: Map, staircase: Staircase, show: Shown
) -> None:
    page = show(market, plotted=[Plotted(staircase)])
    page.click(f"{box(page, 'reporting')} > .name")
    page.click("#do-cut")
    page.click("#view-plots")
    expect(page.locator(".plots .note")).to_have_text("Plotted from the code as it is, before your changes.")
    page.click("#worklist")
    page.click("#reset")
    expect(page.locator(".plots .note")).to_be_hidden()


def test_plots_are_printed_too(market: Map, staircase: Staircase, show: Shown) -> None:
    page = show(market, plotted=[Plotted(staircase)])
    page.emulate_media(media="print")
    expect(page.locator("#print svg.plot")).to_have_count(1)


def test_names_in_plots_are_only_ever_text(market: Map, show: Shown) -> None:
    page = show(market, "v=plots", plotted=[Plotted(None, past("<img src=x onerror=window.owned=1>", "</svg><b>x"))])
    expect(page.locator(".plots .cell title").first).to_contain_text("<img src=x")
    assert page.evaluate("window.owned ?? null") is None
    assert page.locator(".plots img, .plots b").count() == 0


def test_plots_speak_korean(market: Map, staircase: Staircase, show: Shown) -> None:
    page = show(market, "v=plots", language="ko", plotted=[Plotted(staircase)])
    expect(page.locator(".plots svg")).to_contain_text("도메인을 하나씩 분리할 때마다")
    expect(page.locator(".plots table")).to_contain_text("마이그레이션")
