from __future__ import annotations

from graphlib import CycleError

import pytest

from anabranch.graph.layers import stack_layers


def test_nothing_has_no_layers() -> None:
    assert stack_layers([], []) == ()


def test_units_stand_as_high_as_the_longest_way_down() -> None:
    assert stack_layers("abcd", [("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")]) == (("a",), ("b", "d"), ("c",))


def test_a_circle_is_refused() -> None:
    with pytest.raises(CycleError):
        stack_layers("ab", [("a", "b"), ("b", "a")])
