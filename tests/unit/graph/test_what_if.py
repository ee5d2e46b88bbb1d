from __future__ import annotations

import pytest

from anabranch.graph.dependency import Tie, UnitGraph, UnknownUnit, join_ties
from anabranch.graph.order import order_units
from anabranch.graph.weight import Weight
from anabranch.graph.what_if import Figures, cut_ties, merge_units, weigh_order


def triangle() -> UnitGraph:
    """a → b → c → a; a → b is one schema and one code tie."""
    return UnitGraph(
        ("a", "b", "c"),
        (
            join_ties([Tie("a.x", "b.x", "schema"), Tie("a.y", "b.x", "code")], importer="a", imported="b"),
            join_ties([Tie("b.x", "c.x", "code"), Tie("b.x", "c.u", "composition")], importer="b", imported="c"),
            join_ties([Tie("c.x", "a.x", "code")], importer="c", imported="a"),
        ),
    )


def test_a_graph_without_changes_has_the_figures_of_its_order() -> None:
    order = order_units(triangle())
    figures = weigh_order(triangle(), order.units)
    assert (figures.upward, figures.total) == (order.upward, order.total)


def test_h_is_the_upward_share_of_all_ties_and_none_of_nothing() -> None:
    assert weigh_order(triangle(), ("c", "b", "a")).h == 0.75
    assert weigh_order(UnitGraph(), ()).h == 0


def test_another_order_is_weighed_as_it_is_shown() -> None:
    figures = weigh_order(triangle(), ("c", "b", "a"))
    assert figures == Figures(3, 1, upward=Weight(1, 2), total=Weight(1, 3), upward_pairs=2, pairs=3)


def test_a_cut_leaves_both_sums_and_can_end_a_tangle() -> None:
    figures = weigh_order(cut_ties(triangle(), {("c.x", "a.x")}), ("a", "b", "c"))
    assert figures == Figures(0, 0, upward=Weight(), total=Weight(1, 2), upward_pairs=0, pairs=2)


def test_merged_units_lose_the_ties_between_them() -> None:
    figures = weigh_order(merge_units(triangle(), {"a": "ab", "b": "ab"}), ("ab", "c"))
    assert figures == Figures(2, 1, upward=Weight(0, 1), total=Weight(0, 2), upward_pairs=1, pairs=2)


def test_an_order_that_leaves_a_unit_out_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        weigh_order(triangle(), ("a", "b"))


def test_a_graph_without_ties_has_no_h() -> None:
    assert weigh_order(UnitGraph(("a",)), ("a",)).h == 0.0
