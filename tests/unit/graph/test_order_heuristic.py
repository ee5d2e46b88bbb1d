from __future__ import annotations

from math import inf

from anabranch.graph.order_greedy import honour_pins, order_greedily
from anabranch.graph.order_insertion import improve_order
from anabranch.graph.order_problem import Problem


def test_without_arcs_all_units_are_ordered() -> None:
    assert sorted(order_greedily([2, 0, 1], [])) == [0, 1, 2]


def test_a_graph_without_circles_is_ordered_without_loss() -> None:
    problem = Problem(4, ((0, 3), (1, 0), (2, 1)), (1, 1, 1))
    assert order_greedily(range(4), [(0, 3, 1), (1, 0, 1), (2, 1, 1)]) == [2, 1, 0, 3]
    assert problem.find_upward([2, 1, 0, 3]) == frozenset()


def test_pins_move_no_more_than_they_must() -> None:
    assert honour_pins([0, 1, 2, 3], [(3, 1)]) == [0, 2, 3, 1]


def test_insertion_finds_the_better_place() -> None:
    problem = Problem(3, ((0, 1), (1, 2), (2, 0)), (5, 1, 5))
    improved = improve_order([0, 1, 2], problem, deadline=inf)
    assert problem.weigh(problem.find_upward(improved)) == 1


def test_insertion_never_breaks_a_pin() -> None:
    problem = Problem(2, ((0, 1), (1, 0)), (None, 100))
    assert improve_order([0, 1], problem, deadline=inf) == [0, 1]


def test_insertion_stops_when_the_time_is_up() -> None:
    problem = Problem(3, ((0, 1), (1, 2), (2, 0)), (5, 1, 5))
    assert improve_order([0, 1, 2], problem, deadline=-inf) == [0, 1, 2]


def test_many_moves_into_one_gap_keep_all_units_in_line() -> None:
    arcs = tuple((one, 0) for one in range(1, 120))
    problem = Problem(120, arcs, tuple(range(1, 120)))
    improved = improve_order(range(120), problem, deadline=inf)
    assert sorted(improved) == list(range(120))
    assert problem.find_upward(improved) == frozenset()
