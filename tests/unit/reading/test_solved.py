from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from anabranch.graph.cuts import Shape, TangleCuts
from anabranch.graph.dependency import Dependency, UnitGraph
from anabranch.graph.freeing import Freeing, free_all
from anabranch.graph.order import Order, order_units
from anabranch.graph.standing import random_h
from anabranch.graph.weight import Weight
from anabranch.reading.solved import Solved

GRAPH = UnitGraph(
    ("a", "b", "c"), (Dependency("a", "b", code=2), Dependency("b", "a", code=1), Dependency("b", "c", schema=1))
)
OTHER = UnitGraph(("a", "b", "c"), (Dependency("a", "b", code=2), Dependency("b", "a", code=1)))


def always(_result: object) -> bool:
    return True


def unasked(_graph: UnitGraph) -> NoReturn:
    raise AssertionError("solved a second time")


def test_what_was_solved_is_not_solved_again() -> None:
    first = Solved()
    order = first.of(GRAPH, "order", Order, order_units, is_sure=lambda found: found.proven)
    freed = first.of(GRAPH, "freed", tuple[Freeing, ...], free_all, is_sure=always)
    share = first.of(GRAPH, "random", float, random_h, is_sure=always)
    again = Solved(first.made)
    assert again.of(GRAPH, "order", Order, unasked) == order == order_units(GRAPH)
    assert again.of(GRAPH, "freed", tuple[Freeing, ...], unasked) == freed == free_all(GRAPH)
    assert again.of(GRAPH, "random", float, unasked) == share == random_h(GRAPH)
    assert again.made == first.made


def test_another_graph_or_question_is_solved() -> None:
    first = Solved()
    first.of(GRAPH, "number", int, lambda _: 1, is_sure=always)
    again = Solved(first.made)
    assert again.of(OTHER, "number", int, lambda _: 2, is_sure=always) == 2
    assert again.of(GRAPH, "other", int, lambda _: 3, is_sure=always) == 3


def test_what_a_clock_may_have_ended_is_not_kept() -> None:
    solved = Solved()
    solved.of(GRAPH, "order", Order, order_units, is_sure=lambda _: False)
    assert not solved.made


def test_a_damaged_result_is_found_out_anew() -> None:
    first = Solved()
    first.of(GRAPH, "random", float, random_h, is_sure=always)
    damaged = Solved(dict.fromkeys(first.made, b"\xc1"))
    assert damaged.of(GRAPH, "random", float, random_h, is_sure=always) == random_h(GRAPH)


def test_cuts_of_a_tangle_are_handed_to_whoever_finds_them_under_other_weights() -> None:
    first, heavier = Solved(), UnitGraph((), (Dependency("a", "b", code=3), Dependency("b", "a", code=1)))
    free_all(OTHER, once_more=first.once_more)
    handed: list[TangleCuts | None] = []

    def once_more(shape: Shape, find: Callable[[TangleCuts | None], TangleCuts]) -> TangleCuts:
        def watched(before: TangleCuts | None) -> TangleCuts:
            handed.append(before)
            return find(before)

        return Solved(first.made).once_more(shape, watched)

    assert free_all(heavier, once_more=once_more) == free_all(heavier)
    assert [before.weights for before in handed if before is not None] == [[Weight(0, 2), Weight(0, 1)]]


def test_damaged_cuts_are_found_out_anew() -> None:
    first = Solved()
    free_all(GRAPH, once_more=first.once_more)
    damaged = Solved(dict.fromkeys(first.made, b"\xc1"))
    assert free_all(GRAPH, once_more=damaged.once_more) == free_all(GRAPH)
    assert damaged.made == first.made
