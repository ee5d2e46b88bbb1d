from __future__ import annotations

import pytest

from anabranch.plan.supposing import Nonsense, NoPair, Supposed, parse_changes, suppose
from tests.fakes.maps import only_scope, shop


def supposed(*words: str, order: tuple[str, ...] = ()) -> Supposed:
    return suppose(shop(), only_scope(shop()), parse_changes(words), order=order)


def test_several_changes_follow_each_other() -> None:
    found = parse_changes(TWO_CUTS_AND_MORE)
    assert found.cuts == (("a", "b"), ("c", "d"))
    assert found.moves == (("x", "z"), ("y", "z"))
    assert found.merges == (("u", "v"),)
    assert found.order == "f.txt"


TWO_CUTS_AND_MORE = ["cut", "a", "b", "c", "d", "move", "x", "y", "to", "z", "merge", "u", "v", "order", "f.txt"]


def test_a_unit_may_be_called_as_a_change_is() -> None:
    words = [
        "cut",
        "order",
        "basket",
        "basket",
        "order",
        "merge",
        "order",
        "basket",
        "move",
        "order",
        "to",
        "cut",
        "order",
        "f.txt",
    ]
    found = parse_changes(words)
    assert found.cuts == (("order", "basket"), ("basket", "order"))
    assert (found.merges, found.moves, found.order) == ((("order", "basket"),), (("order", "cut"),), "f.txt")


@pytest.mark.parametrize("text", ["merge basket checkout order", "merge basket checkout order cut a b"])
def test_a_verb_that_nothing_follows_as_it_should_is_a_name(text: str) -> None:
    assert parse_changes(text.split()).merges == (("basket", "order"), ("checkout", "order"))


@pytest.mark.parametrize("text", ["hello", "cut a", "move a b", "merge a", "order", "cut a b c"])
def test_what_is_no_change_is_refused(text: str) -> None:
    with pytest.raises(Nonsense):
        parse_changes(text.split())


def test_a_cut_frees_and_leaves_the_sums() -> None:
    found = supposed("cut", "catalog", "orders")
    assert found.freed == ("catalog",)
    assert (found.before.tangle, found.after.tangle) == (3, 2)
    assert found.after.total.code == found.before.total.code - 1


def test_a_merge_takes_the_ties_inside() -> None:
    found = supposed("merge", "billing", "orders")
    assert found.after.units == found.before.units - 1
    assert found.after.tangle == 2


def test_a_module_moves_with_its_references() -> None:
    found = supposed("move", "orders.services", "to", "billing")
    assert found.after.total != found.before.total
    assert found.after.units == found.before.units


def test_another_order_changes_only_what_is_upward() -> None:
    found = supposed("order", "f", order=("catalog", "orders"))
    assert found.after.total == found.before.total
    assert found.after.upward.schema > found.before.upward.schema
    assert found.after.least == found.before.least


def test_an_order_beside_other_changes_measures_both_sides() -> None:
    order = ("catalog", "orders")
    alone, beside = supposed("order", "f", order=order), supposed("cut", "billing", "orders", "order", "f", order=order)
    assert beside.before.upward == alone.after.upward


def test_a_cut_of_nothing_is_told() -> None:
    with pytest.raises(NoPair):
        supposed("cut", "billing", "reports")
