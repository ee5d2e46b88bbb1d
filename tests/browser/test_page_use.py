from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from anabranch.reading.values import Map
from anabranch.reports.remedies import remedy
from anabranch.reports.terminal.map_page import map_text
from anabranch.reports.terminal.page import Look
from anabranch.reports.texts.words import Words
from tests.browser.conftest import Shown
from tests.browser.figures import box, project_of, shown_figures, shown_rows, shown_units
from tests.fakes import maps

if TYPE_CHECKING:
    from playwright.sync_api import Page


def panel(page: Page) -> str:
    return page.locator("#panel").inner_text()


def arrow(importer: str, imported: str) -> str:
    return f'g.arrow[aria-label^="{importer} → {imported},"]'


def test_the_first_words_are_those_of_the_terminal(market: Map, show: Shown) -> None:
    text = " ".join(panel(show(market)).split())
    said = map_text(market, words=Words("en"), look=Look(width=100))
    sentences = re.findall(r"\d+ of \d+ units depend|The best order .+? ties|\d+ of \d+ pairs run upward", said)
    assert len(sentences) == 3
    assert [one for one in sentences if one not in text] == []


def test_every_arrow_against_the_order_is_drawn_and_no_other(market: Map, show: Shown) -> None:
    page = show(market)
    assert page.locator("g.arrow.up").count() == shown_figures(page).upward_pairs
    assert page.locator("g.arrow.down").count() == 0


def test_downward_arrows_come_by_switch(market: Map, show: Shown) -> None:
    page = show(market)
    page.click("#flag-down")
    figures = shown_figures(page)
    assert page.locator("g.arrow.down").count() == figures.pairs - figures.upward_pairs


def test_a_box_opens_in_place_into_modules_and_these_into_symbols(market: Map, show: Shown) -> None:
    page = show(market)
    orders = box(page, "orders")
    page.click(f"{orders} > .toggle")
    page.click(f'{orders} .module:has(> .name:text("models")) > .toggle')
    expect(page.locator(f"{orders} .symbols")).to_contain_text("Order")


def test_modules_that_are_tied_to_none_of_the_others_are_folded(show: Shown) -> None:
    alone = [maps.reference(f"big.m{number}.f", "base.m.g") for number in range(12)]
    page = show(project_of((maps.reference("big.x.f", "big.y.g"), *alone)))
    page.click(f"{box(page, 'big')} > .toggle")
    expect(page.locator(".module", has_text="m3")).to_be_hidden()
    tall = page.locator(".box.open").evaluate("box => box.offsetHeight")
    page.click("text=12 more modules, tied to none of these")
    expect(page.locator(".module", has_text="m3")).to_be_visible()
    assert page.locator(".box.open").evaluate("box => box.offsetHeight") > tall


def test_an_arrow_opens_its_lines_with_their_source(market: Map, show: Shown) -> None:
    page = show(market)
    page.locator(arrow("core", "reporting")).dispatch_event("click")
    text = panel(page)
    assert "core → reporting" in text
    assert "core/export.py:15" in text
    assert "snapshot(today - timedelta(days=days))" in page.locator("#panel code").all_inner_texts()


def test_ticking_an_arrow_changes_the_figures_at_once(market: Map, show: Shown) -> None:
    page = show(market)
    before = shown_figures(page)
    page.locator(arrow("core", "reporting")).dispatch_event("click")
    page.check(".cutall input")
    after = shown_figures(page)
    assert after.upward_pairs == before.upward_pairs - 1
    assert sum(before.total) - sum(after.total) == sum(before.upward) - sum(after.upward) == 2
    assert after.tangle == before.tangle


def test_cutting_what_frees_a_unit_takes_it_out_of_the_tangle(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'reporting')} > .name")
    expect(page.locator("#panel .free")).to_contain_text("Cut 3 ties in")
    page.click("#do-cut")
    assert shown_figures(page).tangle == 10
    expect(page.locator("#panel")).to_contain_text("free: no circle goes through it")


def test_the_least_cut_is_shown_on_the_map(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'reporting')} > .name")
    page.click("#show-cut")
    assert page.locator("g.arrow.cut").count() == page.locator("#panel .free .arcs li").count()


def test_a_box_dragged_to_another_row_stands_there(market: Map, show: Shown) -> None:
    page = show(market)
    page.drag_and_drop(f"{box(page, 'products')} > .name", f"{box(page, 'reviews')} > .name")
    row = next(row for row in shown_rows(page) if "products" in row)
    assert "reviews" in row
    assert shown_figures(page).upward != (4, 138)
    expect(page.locator("#worklist")).to_have_text("Worklist: 1 step")


def test_a_unit_can_be_moved_to_a_row_by_its_number(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'products')} > .name")
    page.fill("#move-row", "2")
    page.keyboard.press("Enter")
    assert "products" in shown_rows(page)[1]


def test_merged_units_become_one_box_that_can_be_split_again(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'orders')} > .name")
    page.fill("#merge-with", "payments")
    page.click("#merge")
    assert "orders_payments" in shown_units(page)
    assert not {"orders", "payments"} & set(shown_units(page))
    page.click("#split")
    assert sorted(shown_units(page)) == sorted(shown_units(show(market)))


def test_the_worklist_can_be_taken_away(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'reporting')} > .name")
    page.click("#do-cut")
    page.click("#worklist")
    assert "core.export.export -> reporting.exports.export_daily_sales\n    core/export.py:15" in page.inner_text(
        "#cuts"
    )
    assert page.inner_text("#toml").startswith("layers = [\n")
    page.click("#reset")
    assert shown_figures(page).tangle == 11


def test_the_matrix_shows_the_same_arrows_above_its_diagonal(market: Map, show: Shown) -> None:
    page = show(market)
    page.click("#view-matrix")
    data = page.locator("canvas.matrix").evaluate("element => ({...element.dataset})")
    order = shown_units(show(market))
    cell, left = float(data["cell"]), float(data["left"])
    position = {
        "x": left + (order.index("orders") + 0.5) * cell,
        "y": left + (order.index("core") + 0.5) * cell,
    }
    page.locator("canvas.matrix").click(position=position)  # type: ignore[arg-type]
    expect(page.locator("#panel h2")).to_have_text("orders → core")


def test_the_matrix_opens_a_unit_into_its_modules(market: Map, show: Shown) -> None:
    page = show(market, "v=matrix")
    cell, left, lines = matrix_of(page)
    core = shown_units(show(market)).index("core")
    page.locator("canvas.matrix").click(position={"x": left - 10, "y": left + (core + 0.5) * cell})
    opened = matrix_of(page)
    assert opened[2] == lines - 1 + len(market_modules(market, "core"))
    assert page.evaluate("location.hash").count("x=") == 1


def test_a_cell_between_a_module_and_a_unit_opens_its_lines(market: Map, show: Shown) -> None:
    page = show(market, "v=matrix")
    order = shown_units(show(market))
    core, reporting = order.index("core"), order.index("reporting")
    page.focus("canvas.matrix")
    for _ in range(core):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("+")
    for _ in range(core - reporting):
        page.keyboard.press("ArrowUp")
    names = market_modules(market, "core")
    for _ in range(core + len(names)):
        page.keyboard.press("ArrowRight")
        if page.locator("#said").inner_text().startswith("core.export → reporting"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("core.export → reporting")
    assert "1 tie against the order" in panel(page)


def matrix_of(page: Page) -> tuple[float, float, int]:
    """Width of a cell, of the names, and the number of lines."""
    data = page.locator("canvas.matrix").evaluate("element => ({...element.dataset})")
    return float(data["cell"]), float(data["left"]), int(data["lines"])


def market_modules(market: Map, app: str) -> set[str]:
    return {end.module for one in market.references for end in (one.importer, one.imported) if end.app == app}


def test_a_box_that_is_pointed_at_shows_what_it_uses(market: Map, show: Shown) -> None:
    page = show(market)
    up = page.locator("g.arrow").count()
    page.hover(f"{box(page, 'orders')} > .name")
    expect(page.locator("g.arrow.down.near")).not_to_have_count(0)
    page.mouse.move(2, 2)
    expect(page.locator("g.arrow")).to_have_count(up)


def test_a_move_keeps_the_boxes_that_stand(market: Map, show: Shown) -> None:
    page = show(market)
    page.evaluate("document.querySelectorAll('.board .box').forEach(box => (box.kept = true))")
    page.click(f"{box(page, 'orders')} > .name")
    page.click("#move-down")
    assert page.evaluate("[...document.querySelectorAll('.board .box')].every(box => box.kept)")


def test_a_unit_that_was_searched_comes_into_sight(market: Map, show: Shown) -> None:
    page = show(market)
    page.set_viewport_size({"width": 1280, "height": 500})
    page.keyboard.press("/")
    page.keyboard.type("products")
    page.keyboard.press("Enter")
    expect(page.locator(".box.chosen")).to_be_in_viewport()


def test_search_finds_apps_modules_and_symbols(market: Map, show: Shown) -> None:
    page = show(market)
    page.keyboard.press("/")
    page.keyboard.type("orders.services")
    expect(page.locator("#hits li").first).to_contain_text("orders.services")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("orders.services")


def test_a_path_names_each_step(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'config')} > .name")
    page.fill("#path-to", "products")
    page.click("#path")
    expect(page.locator("#panel")).to_contain_text("The shortest chain has 2 steps")
    page.click("text=The other way round")
    expect(page.locator("#panel")).to_contain_text("No chain of dependencies leads there.")


def test_only_a_unit_and_its_neighbours_can_be_shown(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'config')} > .name")
    page.click("text=Only its neighbours")
    assert len(shown_units(page)) < 13


def test_a_kind_can_be_looked_at_alone(market: Map, show: Shown) -> None:
    page = show(market)
    page.select_option("#filter-kind", "relation")
    assert 0 < page.locator("g.arrow.up").count() < 29
    assert shown_figures(page).upward_pairs == 29


def test_the_address_brings_everything_back(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'reporting')} > .name")
    page.click("#do-cut")
    page.click(f"{box(page, 'orders')} > .toggle")
    state = page.evaluate("location.hash").lstrip("#")
    again = show(market, state)
    assert shown_figures(again) == shown_figures(page)
    assert again.locator(".box.open").count() == 1
    assert panel(again) == panel(page)


def test_an_address_that_makes_no_sense_shows_the_map_as_it_is(market: Map, show: Shown) -> None:
    page = show(market, "p=9&v=x&u=999&a=u99.1&x=a.b&r=1-.-99&d=~|99~x&c=zzzzz.-1.!&w=1&s=arc&k=<b>")
    assert len(shown_units(page)) == 13
    assert shown_figures(page).total == shown_figures(show(market)).total


def test_everything_can_be_done_from_the_keyboard(market: Map, show: Shown) -> None:
    page = show(market)
    page.focus(".box > .name[tabindex='0']")
    page.keyboard.press("ArrowDown")
    second, third = shown_rows(page)[1][0], shown_rows(page)[2]
    assert page.evaluate("document.activeElement.firstChild.textContent") == second
    page.keyboard.press("+")
    assert page.locator(".box.open").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(second)
    page.keyboard.press("Alt+ArrowDown")
    assert [*third, second] in shown_rows(page)
    page.keyboard.press("Escape")
    page.focus("g.arrow[tabindex='0']")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .cutall")).to_be_visible()


def test_boxes_arrows_and_controls_have_names_for_screen_readers(market: Map, show: Shown) -> None:
    page = show(market)
    lines = next(one.lines for one in market.projects[0].apps if one.label == "orders")
    expect(page.get_by_role("button", name=f"orders, domain, {lines} lines, in a tangle")).to_have_count(1)
    expect(page.get_by_role("button", name=re.compile(r"^orders → core, 23 ties, against the order"))).to_have_count(1)
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('button, select, input, canvas')].filter(one =>"
        " !(one.getAttribute('aria-label') || one.textContent.trim() || one.closest('label'))).length"
    )
    assert nameless == 0
    arrows = page.locator("g.arrow").evaluate_all("all => all.map(one => [one.getAttribute('role'), one.ariaLabel])")
    assert len(arrows) == 29
    assert all(role == "button" and " → " in label for role, label in arrows)
    boxes = page.locator(".box > .name").evaluate_all("all => all.map(one => one.ariaLabel)")
    assert all(re.search(r", (domain|shell|aggregator|base).*, [\d,]+ lines?", label) for label in boxes)


@pytest.mark.parametrize("names", [("shop",), ("shop", "depot")])
def test_the_page_has_one_heading_of_the_first_rank_that_names_each_project(
    show: Shown, names: tuple[str, ...]
) -> None:
    page = show(maps.shop(projects=tuple(maps.project(name=name) for name in names)))
    (heading,) = page.locator("h1").all_inner_texts()
    assert all(name in heading for name in names)
    assert page.locator("#project").count() == (len(names) > 1)


def test_korean_breaks_between_words_alone(market: Map, show: Shown) -> None:
    page = show(market, language="ko")
    assert page.locator("#words dd").first.evaluate("line => getComputedStyle(line).wordBreak") == "keep-all"


def test_what_changes_is_said_to_screen_readers(market: Map, show: Shown) -> None:
    page = show(market)
    said = page.locator("#said")
    page.click(f"{box(page, 'reporting')} > .name")
    expect(said).to_have_text("reporting")
    page.click("#do-cut")
    expect(said).to_contain_text("Tangle 10 of 13 was 11 of 13; Ties against the order 142")
    page.click("#move-down")
    expect(said).to_have_text(re.compile(r"reporting now stands in row \d"))


def test_the_two_pictures_turn_into_each_other(market: Map, show: Shown) -> None:
    page = show(market)
    page.click("#view-pictures")
    expect(page.locator("svg.picture")).to_have_attribute("data-arrows", "79")
    page.click("text=The hierarchy")
    expect(page.locator("#stage")).to_contain_text("29 arrows fewer, 50 that all run down")
    expect(page.locator("svg.picture")).to_have_attribute("data-arrows", "50")


def test_a_unit_shows_what_turns_round_what_runs_up_from_it(market: Map, show: Shown) -> None:
    page = show(market)
    page.click(f"{box(page, 'core')} > .name")
    remedies = page.locator("#panel section", has_text="What turns them round")
    ties = [one for one in market.dependencies if (one.level, one.importer, one.upward) == ("app", "core", True)]
    kinds = {kind for one in ties for kind in one.by_kind}
    shown = {text.split(" ")[0] for text in remedies.locator(".kind").all_inner_texts()}
    assert len(shown) == 4
    assert shown <= kinds
    expect(remedies).to_contain_text(remedy("use", "en"))


def test_both_pictures_are_printed_side_by_side(market: Map, show: Shown) -> None:
    page = show(market)
    page.emulate_media(media="print")
    pictures = page.locator("#print svg.picture")
    # The page is told of the other medium with its next frame.
    expect(pictures).to_have_count(2)
    places = [one.bounding_box() for one in pictures.all()]
    assert all(places)
    assert places[0]["y"] == places[1]["y"]  # type: ignore[index]
    assert places[0]["x"] + places[0]["width"] <= places[1]["x"]  # type: ignore[index]
    assert page.pdf().startswith(b"%PDF")


SEEN_ARROWS = """() => {
  const boxes = [...document.querySelectorAll('.board .box')].map(box => box.getBoundingClientRect());
  const inside = ({x, y}) => boxes.some(({left, right, top, bottom}) =>
    x > left - 2 && x < right + 2 && y > top - 2 && y < bottom + 2);
  const found = {answered: 0, silent: []};
  for (const line of document.querySelectorAll('.board > svg .line')) {
    for (let share = 0.05; share < 1; share += 0.05) {
      const point = line.getPointAtLength(line.getTotalLength() * share).matrixTransform(line.getScreenCTM());
      const stage = document.getElementById('stage').getBoundingClientRect();
      if (inside(point) || point.y < stage.top || point.y > stage.bottom - 20 || point.x > stage.right - 20) continue;
      const hit = document.elementFromPoint(point.x, point.y);
      if (hit.closest('g.arrow')) found.answered++;
      else found.silent.push([Math.round(point.x), Math.round(point.y), hit.className]);
    }
  }
  return found;
}"""
"""Points along the arrows, outside boxes: whether an arrow is what the pointer finds there."""


def test_an_arrow_answers_wherever_it_is_seen(market: Map, show: Shown) -> None:
    found = show(market).evaluate(SEEN_ARROWS)
    assert found["answered"] > 100
    assert found["silent"] == []
