from __future__ import annotations

from math import inf

import pytest

from anabranch.graph.order_cover import Answer, Cover
from anabranch.graph.order_problem import Problem
from anabranch.graph.order_search import _spare_arcs, find_cut


def paley_tournament(units: int) -> Problem:
    """Each unit uses those a square ahead of it: the circles known of it never prove its least cut in real numbers."""
    squares = {number * number % units for number in range(1, units)}
    arcs = sorted((one, (one + step) % units) for one in range(units) for step in squares)
    return Problem(units, tuple(arcs), (1,) * len(arcs))


def test_a_tangle_that_real_numbers_cannot_settle_is_settled_in_whole_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[bool] = []
    solve = Cover.solve

    def observe(cover: Cover, *, deadline: float, start: frozenset[int]) -> Answer:
        rounds.append(cover.is_whole)
        return solve(cover, deadline=deadline, start=start)

    monkeypatch.setattr(Cover, "solve", observe)
    problem = paley_tournament(11)
    found = find_cut(problem, problem.find_upward(range(11)), deadline=inf)
    assert (problem.weigh(found.arcs), found.bound, rounds[-1]) == (20, 20, True)


def test_of_a_circle_cut_everywhere_only_the_lightest_arc_is_needed() -> None:
    problem = Problem(3, ((0, 1), (1, 2), (2, 0)), (5, 1, 4))
    assert _spare_arcs(problem, frozenset({0, 1, 2}), inf) == {1}


def test_nothing_is_spared_when_the_time_is_up() -> None:
    problem = Problem(2, ((0, 1),), (1,))
    assert _spare_arcs(problem, frozenset({0}), -inf) == {0}


def test_a_search_prints_nothing_of_its_solver(capfd: pytest.CaptureFixture[str]) -> None:
    find_cut(paley_tournament(7), frozenset(paley_tournament(7).find_upward(range(7))), deadline=inf)
    assert capfd.readouterr() == ("", "")
