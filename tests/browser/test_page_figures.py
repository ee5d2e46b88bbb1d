from __future__ import annotations

import random

import pytest

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.what_if import Figures, cut_ties, merge_units, weigh_order
from anabranch.reading.levels import unit_graph
from anabranch.reading.values import Map
from anabranch.reports.answers.picture import draw_project
from tests.browser.conftest import Shown
from tests.browser.figures import base36, shown_figures, shown_h, shown_rows, tie_numbers


@pytest.fixture
def graph(market: Map) -> UnitGraph:
    return unit_graph(market, project="market", level="app")


def test_without_changes_the_figures_are_those_of_the_map(market: Map, show: Shown) -> None:
    page = show(market)
    order = next(one for one in market.orders if one.level == "app")
    figures = shown_figures(page)
    assert (figures.upward.schema, figures.upward.code) == (order.upward.schema, order.upward.code)
    assert (figures.total.schema, figures.total.code) == (order.total.schema, order.total.code)
    assert figures.tangle == max(len(one.units) for one in market.tangles if one.level == "app")
    drawn = draw_project(market, market.projects[0], level="app")
    assert shown_rows(page) == [list(row) for row in drawn.rows]


def test_what_composes_the_project_stands_on_top(market: Map, show: Shown) -> None:
    shells = {app.label for app in market.projects[0].apps if app.role == "shell"}
    assert set(shown_rows(show(market))[0]) == shells


@pytest.mark.parametrize("seed", range(12))
def test_after_random_changes_the_figures_are_those_that_python_computes(
    seed: int, market: Map, show: Shown, graph: UnitGraph
) -> None:
    page = show(market)
    chance = random.Random(seed)
    units = list(graph.units)
    number = {unit: index for index, unit in enumerate(units)}
    ties = tie_numbers(page)
    between = [tie for one in graph.deciding for tie in one.ties if tie.tie_class in ("schema", "code")]
    cut = {(tie.importer, tie.imported) for tie in chance.sample(between, chance.randrange(len(between)))}
    domains = dict.fromkeys(chance.sample(units, chance.choice((0, 2, 3))), "both")
    chance.shuffle(units)
    rows = [units[at : at + 3] for at in range(0, len(units), 3)]
    state = "r=" + "-".join(".".join(str(number[unit]) for unit in row) for row in rows)
    state += "&d=" + "|".join(f"{number[unit]}~{name}" for unit, name in domains.items())
    state += "&c=" + ".".join(base36(ties[pair]) for pair in cut)
    page.evaluate("state => { location.hash = state }", state)
    page.wait_for_function("rows => document.querySelectorAll('.board > .row').length && location.hash", arg=0)
    shown = list(dict.fromkeys(domains.get(unit, unit) for unit in units))
    wanted: Figures = weigh_order(merge_units(cut_ties(graph, cut), domains), shown)
    page.wait_for_function("upward => document.querySelector('.figures dl').dataset.upwardCode === String(upward)",
                           arg=wanted.upward.code, timeout=5000)  # fmt: skip
    assert shown_figures(page) == wanted
    assert shown_h(page) == pytest.approx(wanted.h)
