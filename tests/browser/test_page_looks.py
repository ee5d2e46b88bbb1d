from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from anabranch.reading.values import Map
from tests.browser.conftest import Shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

Scheme = Literal["light", "dark"]


def colour(page: Page, name: str) -> tuple[int, ...]:
    value = page.evaluate("name => getComputedStyle(document.documentElement).getPropertyValue(name).trim()", name)
    return tuple(int(value[at : at + 2], 16) for at in (1, 3, 5))


def luminance(rgb: tuple[int, ...]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [one / 255 / 12.92 if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_that_wcag_aa_asks_for(scheme: Scheme, market: Map, show: Shown) -> None:
    page = show(market)
    page.emulate_media(color_scheme=scheme)
    inks, grounds = ("--ink", "--soft", "--warn", "--accent"), ("--ground", "--paper", "--accent-soft")
    found = {(ink, ground): contrast(colour(page, ink), colour(page, ground)) for ink, ground in product(inks, grounds)}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


SHOWN_TEXT = """() => {
  const parse = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || one.closest('script, title, style, .unseen')) continue;
    if (!one.checkVisibility()) continue;
    const style = getComputedStyle(one);
    const ink = parse(one instanceof SVGElement ? style.fill : style.color);
    let behind = one, ground;
    do {
      ground = parse(getComputedStyle(behind).backgroundColor);
      if (behind.matches('.node')) ground = parse(getComputedStyle(behind.querySelector('rect')).fill);
      behind = behind.parentElement;
    } while (behind && ground[3] === 0);
    found.set(JSON.stringify([ink.slice(0, 3), ground.slice(0, 3)]), walker.currentNode.data.trim().slice(0, 40));
  }
  return [...found].map(([pair, text]) => [...JSON.parse(pair), text]);
}"""
"""Each colour of text on each ground behind it, with an example."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "state",
    [
        "",
        "x=3&y=40&u=3&s=unit&f=down",
        "s=arc&a=u6.3",
        "v=matrix&s=worklist&c=1.2.3",
        "v=pictures",
        "s=path&w=2.8",
        "m=40&s=module",
    ],
)
def test_every_text_that_is_shown_has_that_contrast_with_what_is_behind_it(
    scheme: Scheme, state: str, market: Map, show: Shown
) -> None:
    page = show(market, state)
    page.emulate_media(color_scheme=scheme)
    found = [(contrast(tuple(ink), tuple(ground)), text) for ink, ground, text in page.evaluate(SHOWN_TEXT)]
    assert len(found) > 2
    assert [one for one in found if one[0] < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_in_the_cells_of_the_matrix_have_that_contrast_too(scheme: Scheme, market: Map, show: Shown) -> None:
    page = show(market)
    page.emulate_media(color_scheme=scheme)
    found = {cell: contrast(colour(page, "--ground"), colour(page, cell)) for cell in ("--warn", "--down")}
    assert {cell: ratio for cell, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_and_arrows_can_be_seen(scheme: Scheme, market: Map, show: Shown) -> None:
    page = show(market)
    page.emulate_media(color_scheme=scheme)
    found = {line: contrast(colour(page, line), colour(page, "--ground")) for line in ("--edge", "--down", "--warn")}
    assert {line: ratio for line, ratio in found.items() if ratio < 3} == {}


def test_the_page_is_dark_where_the_person_asked_for_it(market: Map, show: Shown) -> None:
    page = show(market)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert light == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("width", [640, 1280, 2560], ids=["200 % zoom", "laptop", "wide"])
@pytest.mark.parametrize("view", ["map", "pictures", "matrix"])
def test_nothing_lies_outside_the_window(width: int, view: str, market: Map, show: Shown) -> None:
    page = show(market, f"v={view}&x=3&s=arc&a=u6.3")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.locator(".board .box").all()
    assert all((one.bounding_box() or {"x": -1})["x"] >= 0 for one in boxes)


def test_boxes_do_not_overlap(market: Map, show: Shown) -> None:
    page = show(market)
    places = [one.bounding_box() for one in page.locator(".board > .row > .boxes > .box").all()]
    assert len(places) == 13
    for index, one in enumerate(places):
        for other in places[index + 1 :]:
            assert one
            assert other
            beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert beside or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]


def test_direction_is_also_position(market: Map, show: Shown) -> None:
    page = show(market)
    box = "element => element.getBoundingClientRect().top"
    lower = page.locator('.box:has(.name:text("accounts"))').evaluate(box)
    upper = page.locator('.box:has(.name:text("orders"))').evaluate(box)
    assert upper < lower
    expect(page.locator('g.arrow[aria-label^="accounts → orders"]')).to_have_class("arrow up")


def test_nothing_moves_for_people_who_asked_for_less_motion(market: Map, show: Shown) -> None:
    page = show(market, "v=pictures")
    page.emulate_media(reduced_motion="reduce")
    page.click("text=The hierarchy")
    assert page.locator("svg.picture").get_attribute("data-arrows") == "50"


def test_the_page_speaks_korean(market: Map, show: Shown) -> None:
    page = show(market, language="ko")
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.locator("#stage")).to_contain_text("화살표 29개가 순서를 거스릅니다.")
    expect(page.locator("#panel")).to_contain_text("유닛 13개 중 11개가 서로 순환 의존")
