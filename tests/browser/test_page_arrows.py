from __future__ import annotations

from playwright.sync_api import expect

from anabranch.reading.values import Map
from tests.browser.conftest import Shown
from tests.browser.figures import box


def test_an_arrow_that_is_pressed_is_shown_instead_of_the_box_before_it(market: Map, show: Shown) -> None:
    page = show(market)
    bright = page.locator("g.arrow.near, g.arrow.picked")
    page.click(f"{box(page, 'orders')} > .name")
    expect(bright).not_to_have_count(1)
    arrows = page.locator("g.arrow").count()
    arrow = page.locator("g.arrow.down.near").first
    names = (arrow.get_attribute("aria-label") or "").split(",")[0].split(" → ")
    arrow.dispatch_event("click")
    page.mouse.move(2, 2)
    expect(page.locator("#panel h2")).to_have_text(" → ".join(names))
    expect(bright).to_have_count(1)
    assert page.locator("g.arrow").count() == arrows
    chosen = page.locator(".box.chosen > .name").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    assert sorted(chosen) == sorted(names)
    page.click(f"{box(page, 'core')} > .name")
    expect(page.locator("g.arrow.picked")).to_have_count(0)
    expect(page.locator(".box.chosen")).to_have_count(1)


def test_an_arrow_under_the_pointer_stays_alone_once_it_is_pressed(market: Map, show: Shown) -> None:
    page = show(market)
    page.focus(f"{box(page, 'orders')} > .name")
    arrow = page.locator("g.arrow.down.near").first
    key = arrow.get_attribute("data-arc")
    arrow.focus()
    page.keyboard.press("Enter")
    expect(page.locator("g.arrow.near, g.arrow.picked")).to_have_count(1)
    expect(page.locator("svg.arrows > g.some")).to_have_count(1)
    page.focus("#search")
    expect(page.locator(f'g.arrow.picked[data-arc="{key}"]')).to_have_count(1)
    page.check("#panel .cutall input")
    expect(page.locator("svg.arrows > g.some")).to_have_count(0)
