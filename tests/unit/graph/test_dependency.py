from __future__ import annotations

import pytest

from anabranch.graph.dependency import Dependency, Tie, UnitGraph, join_ties
from anabranch.graph.weight import Weight


def test_nothing_makes_an_empty_graph() -> None:
    assert UnitGraph() == UnitGraph(units=(), dependencies=())


def test_units_and_dependencies_are_sorted_whatever_order_they_came_in() -> None:
    one, other = Dependency("b", "a", code=1), Dependency("a", "c", code=1)
    assert UnitGraph(("z", "a"), (one, other)) == UnitGraph(("a", "z"), (other, one))


def test_units_named_only_by_a_dependency_are_added() -> None:
    assert UnitGraph(("c",), (Dependency("b", "a"),)).units == ("a", "b", "c")


def test_a_dependency_of_a_unit_on_itself_is_dropped() -> None:
    assert UnitGraph(dependencies=(Dependency("a", "a", code=1),)).dependencies == ()


def test_a_pair_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="two dependencies of 'a' on 'b'"):
        UnitGraph(dependencies=(Dependency("a", "b", code=1), Dependency("a", "b", schema=1)))


def test_ties_are_counted_by_class_and_listed_once_and_sorted() -> None:
    ties = [
        Tie("a.Y", "b.X", "code"),
        Tie("a.X", "b.X", "schema"),
        Tie("a.Y", "b.X", "code"),
        Tie("a.Z", "b.X", "typing"),
    ]
    joined = join_ties(ties, importer="a", imported="b", references=9, files=2)
    assert (joined.weight, joined.composition, joined.typing) == (Weight(1, 1), 0, 1)
    assert [tie.importer for tie in joined.ties] == ["a.X", "a.Y", "a.Z"]


@pytest.mark.parametrize(
    ("schema", "code", "composition", "expected"), [(1, 0, 0, True), (0, 1, 0, True), (0, 0, 5, False)]
)
def test_only_schema_and_code_ties_decide(schema: int, code: int, composition: int, expected: bool) -> None:
    assert Dependency("a", "b", schema=schema, code=code, composition=composition, typing=3).is_deciding is expected
