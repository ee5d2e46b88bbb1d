"""What the overview offers to press, and where the panel is when something was chosen."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from anabranch.reading.values import Map
from tests.browser.conftest import Shown
from tests.browser.figures import box, shown_rows


def test_all_arrows_against_the_order_can_be_listed(market: Map, show: Shown) -> None:
    page = show(market)
    heaviest = page.locator("#panel section", has_text="Heaviest arrows against the order")
    heaviest.get_by_role("button", name="and 17 more").click()
    expect(heaviest.locator("button[data-arc]")).to_have_count(29)


def test_what_else_frees_a_unit_opens_from_the_first_words(market: Map, show: Shown) -> None:
    page = show(market)
    more = page.locator("#words dd[data-unit] button").first
    unit = page.locator("#words dd[data-unit]").first.get_attribute("data-unit")
    expect(more).to_have_text(re.compile(r"and \d+ more"))
    more.click()
    expect(page.locator("#panel h2")).to_have_text(unit or "")
    expect(page.locator("#panel .free")).to_be_visible()


def test_places_in_the_first_words_can_be_copied_and_opened(market: Map, show: Shown) -> None:
    page = show(market)
    line = page.locator("#words dd[data-place]").first
    place = line.get_attribute("data-place") or ""
    assert re.fullmatch(r"\w+/[\w/]+\.py:\d+", place)
    line.get_by_role("button", name=f"Copy {place}").click()
    expect(page.locator("#said")).to_have_text("Copied.")
    page.locator("#panel button[data-arc]").first.click()
    page.fill("#editor", "/home/me/market")
    page.keyboard.press("Enter")
    page.click("text=← Overview")
    expect(line.locator("a")).to_have_attribute("href", f"vscode://file/home/me/market/{place}")
    assert line.inner_text().count(place) == 1


def test_the_overview_says_that_it_was_computed_before_the_changes(market: Map, show: Shown) -> None:
    page = show(market)
    expect(page.locator("#before")).to_have_count(0)
    page.click(f"{box(page, 'reporting')} > .name")
    page.click("#do-cut")
    page.click("text=← Overview")
    expect(page.locator("#panel > :first-child")).to_have_text("As computed before your changes.")
    page.click("#worklist")
    page.click("#reset")
    page.click("text=← Overview")
    expect(page.locator("#before")).to_have_count(0)


def test_what_was_chosen_comes_into_sight_where_the_panel_is_below(market: Map, show: Shown) -> None:
    page = show(market)
    page.set_viewport_size({"width": 640, "height": 500})
    expect(page.locator("#panel")).not_to_be_in_viewport()
    page.click(f"{box(page, shown_rows(page)[0][0])} > .name")
    expect(page.locator("#panel h2")).to_be_in_viewport()


def test_long_lines_of_the_cuts_are_not_cut_off(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'orders')} > .name")
    page.click("#do-cut")
    page.click("#worklist")
    for shown in ("#cuts", "#toml"):
        assert page.locator(shown).evaluate("one => one.scrollWidth - one.clientWidth") <= 0
