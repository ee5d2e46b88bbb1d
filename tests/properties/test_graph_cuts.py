"""What is kept of earlier cuts never changes an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.graph.cuts import Cut, Shape, TangleCuts, cuts_that_stay
from anabranch.graph.dependency import UnitGraph
from anabranch.graph.freeing import free_all
from anabranch.graph.weight import Weight
from tests.unit.graph.graphs import depend, graphs


@dataclass
class Memory:
    """Keeps cuts by the shape of their tangle, and counts those that stayed."""

    known: dict[bytes, TangleCuts] = field(default_factory=dict)
    stayed: int = 0

    def once_more(self, shape: Shape, find: Callable[[TangleCuts | None], TangleCuts]) -> TangleCuts:
        key = msgspec.msgpack.encode(shape)
        before = self.known.get(key)
        self.known[key] = found = find(before)
        self.stayed += len(cuts_that_stay(before, found.weights)) if before is not None else 0
        return found


def reweighed(graph: UnitGraph, data: st.DataObject) -> UnitGraph:
    """The same dependencies, some of them with other ties."""
    dependencies = list(graph.dependencies)
    for place in data.draw(st.lists(st.integers(0, len(dependencies) - 1), max_size=3)) if dependencies else ():
        one = dependencies[place]
        schema, code = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 4))
        dependencies[place] = depend(one.importer, one.imported, schema=schema, code=code)
    return UnitGraph(graph.units, tuple(dependencies))


@settings(deadline=None, max_examples=300)
@given(graph=graphs(most_units=7), data=st.data())
def test_whatever_ties_change_kept_cuts_are_those_found_anew(graph: UnitGraph, data: st.DataObject) -> None:
    memory = Memory()
    for _ in range(4):
        assert free_all(graph, once_more=memory.once_more) == free_all(graph)
        graph = reweighed(graph, data)


def test_a_cut_that_became_lighter_and_one_that_others_outgrew_stay() -> None:
    around = [depend("a", "b", code=5), depend("b", "c", code=2), depend("c", "a", code=5)]
    memory = Memory()
    free_all(UnitGraph((), tuple(around)), once_more=memory.once_more)
    free_all(UnitGraph((), (depend("a", "b", code=6), depend("b", "c", code=1), around[2])), once_more=memory.once_more)
    assert memory.stayed == 3


def test_of_two_cuts_the_one_that_became_heavier_is_found_anew() -> None:
    known = TangleCuts([Weight(0, 1), Weight(0, 2)], [Cut([0], "base", [0]), Cut([1], "top", [1])])
    assert cuts_that_stay(known, [Weight(0, 3), Weight(0, 2)]) == {1: known.of[1]}


def test_what_became_lighter_outside_a_cut_may_be_cut_instead() -> None:
    known = TangleCuts([Weight(1, 0), Weight(2, 0)], [Cut([0], "base", [0]), Cut([1], "top", [1])])
    assert cuts_that_stay(known, [Weight(1, 0), Weight(1, 9)]) == {1: known.of[1]}
