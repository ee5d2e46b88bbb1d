"""What was tried with the rows, as steps that can each be taken back."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from anabranch.reading.values import Map
from tests.browser.conftest import Shown
from tests.browser.figures import box, project_of, shown_rows, shown_units
from tests.fakes import maps

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def chain() -> Map:
    """Four apps, one a row: a > b > c > d."""
    return project_of(tuple(maps.reference(f"{one}.m.f", f"{other}.m.g") for one, other in ("ab", "bc", "cd")))


def drop_between(page: Page, name: str, row: int) -> None:
    """Drags a box into the gap above the row of this number, from 0."""
    area = page.locator(f'.row[data-row="{row}"] > .boxes').bounding_box()
    assert area
    page.hover(f"{box(page, name)} > .name")
    page.mouse.down()
    # A drag begins with the first step and is over a target from the second.
    page.mouse.move(area["x"] + 300, area["y"] - 5, steps=4)
    page.mouse.up()


def steps(page: Page) -> list[str]:
    if page.get_attribute("#worklist", "aria-pressed") == "false":
        page.click("#worklist")
    return page.locator(".steps li > :first-child").all_inner_texts()


def test_a_drop_between_two_rows_is_a_step_that_can_be_taken_back(chain: Map, show: Shown) -> None:
    page = show(chain)
    assert shown_rows(page) == [["a"], ["b"], ["c"], ["d"]]
    drop_between(page, "d", 1)
    assert shown_rows(page) == [["a"], ["d"], ["b"], ["c"]]
    assert steps(page) == ["Move d between a and b"]
    expect(page.locator("#reset")).to_be_visible()
    page.click(".steps .copy")
    assert shown_rows(page) == [["a"], ["b"], ["c"], ["d"]]
    expect(page.locator("#worklist")).to_have_text("Worklist")


def test_one_drag_is_one_step_though_the_emptied_row_is_gone(chain: Map, show: Shown) -> None:
    page = show(chain)
    page.drag_and_drop(f"{box(page, 'b')} > .name", f"{box(page, 'c')} > .name")
    assert steps(page) == ["Move b beside c"]
    page.click(".steps .copy")
    assert shown_rows(page) == [["a"], ["b"], ["c"], ["d"]]


def test_a_step_names_the_unit_that_was_dragged_not_the_one_it_passed(chain: Map, show: Shown) -> None:
    page = show(chain)
    drop_between(page, "c", 1)
    assert steps(page) == ["Move c between a and b"]
    again = show(chain, page.evaluate("location.hash").lstrip("#"))
    assert steps(again) == ["Move c between a and b"]
    drop_between(page, "c", 0)
    assert steps(page) == ["Move c above a"]


def test_a_place_within_a_row_is_a_step_too(show: Shown) -> None:
    page = show(project_of((maps.reference("a.m.f", "c.m.g"), maps.reference("b.m.f", "c.m.g"))))
    assert shown_rows(page) == [["a", "b"], ["c"]]
    page.drag_and_drop(f"{box(page, 'b')} > .name", f"{box(page, 'a')} > .name", target_position={"x": 4, "y": 4})
    assert shown_rows(page) == [["b", "a"], ["c"]]
    assert steps(page) == ["Move b beside a"]
    page.click(".steps .copy")
    assert shown_rows(page) == [["a", "b"], ["c"]]


def test_one_step_is_taken_back_and_the_others_stay(chain: Map, show: Shown) -> None:
    page = show(chain)
    drop_between(page, "d", 1)
    page.drag_and_drop(f"{box(page, 'b')} > .name", f"{box(page, 'c')} > .name")
    assert steps(page) == ["Move b beside c", "Move d between a and c"]
    page.locator(".steps li", has_text="Move d").locator(".copy").click()
    assert steps(page) == ["Move b beside c"]
    page.click("#reset")
    assert shown_rows(page) == [["a"], ["b"], ["c"], ["d"]]


def test_fewer_ties_bought_with_a_schema_tie_are_marked_as_worse(show: Shown) -> None:
    code = [maps.reference(f"b.m.f{number}", f"a.m.g{number}") for number in range(3)]
    page = show(project_of((maps.reference("a.m.Order", "b.m.Product", kind="relation"), *code)))
    assert shown_rows(page) == [["a"], ["b"]]
    expect(page.locator("#panel")).to_contain_text("3 of 4 ties running against it; fewer is impossible, schema ties")
    drop_between(page, "b", 0)
    expect(page.locator(".figure.worse #f-upward")).to_have_text("1 of 4 (1 schema: worse) was 3 of 4")
    page.click("#worklist")
    page.click("#reset")
    expect(page.locator(".figure.worse")).to_have_count(0)


def test_the_figures_of_arrows_and_of_pairs_can_be_told_apart(market: Map, show: Shown) -> None:
    page = show(market)
    expect(page.locator("#f-pairs")).to_have_text("29 of 79")
    expect(page.locator("#panel")).to_contain_text(
        "29 of 106 pairs run upward; 27 are joined by neither schema nor code"
    )


@pytest.mark.parametrize("seed", range(4))
def test_any_moves_are_taken_back_one_by_one_in_any_order(seed: int, market: Map, show: Shown) -> None:
    page, chance = show(market), random.Random(seed)
    before = shown_rows(page)
    moved = chance.sample(shown_units(page), 4)
    for name in moved:
        page.click(f"{box(page, name)} > .name")
        page.fill("#move-row", str(chance.randrange(len(shown_rows(page))) + 1))
        page.keyboard.press("Enter")
    found = steps(page)
    assert 0 < len(found) <= 4
    assert {one.split()[1] for one in found} <= set(moved)
    for left in range(len(found), 0, -1):
        expect(page.locator(".steps li")).to_have_count(left)
        page.locator(".steps .copy").nth(chance.randrange(left)).click()
    expect(page.locator(".steps li")).to_have_count(0)
    assert shown_rows(page) == before


def test_units_that_are_split_again_stay_in_the_row_to_which_they_were_moved(chain: Map, show: Shown) -> None:
    page = show(chain)
    page.click(f"{box(page, 'b')} > .name")
    page.fill("#merge-with", "c")
    page.click("#merge")
    drop_between(page, "b_c", 0)
    page.click(f"{box(page, 'b_c')} > .name")
    page.click("#split")
    assert shown_rows(page) == [["b", "c"], ["a"], ["d"]]
    page.click("#worklist")
    page.click("#reset")
    assert shown_rows(page) == [["a"], ["b"], ["c"], ["d"]]


def test_an_arrow_that_was_cut_says_so_and_what_it_was(show: Shown) -> None:
    there = (maps.reference("a.m.f", "b.m.g"), maps.reference("a.m.g", "b.m.g"), maps.reference("a.m.h", "b.m.g"))
    page = show(project_of((*there, maps.reference("b.m.f", "a.m.g"))))
    page.locator("g.arrow.up").dispatch_event("click")
    said = page.locator("#panel h2 + p")
    expect(said).to_contain_text("1 tie against the order, 1 reference.")
    page.check("#panel .cutall input")
    expect(said).to_contain_text("Cut: 1 tie that ran against the order, 1 reference.")
    page.click("#panel h2 + p button")
    expect(said).to_contain_text("3 ties along the order, 3 references.")
    page.locator("#panel .pair input").first.check()
    expect(said).to_contain_text("3 ties along the order, 3 references. 1 of them is cut.")
    page.check("#panel .cutall input")
    expect(said).to_contain_text("Cut: 3 ties that ran along the order, 3 references.")
