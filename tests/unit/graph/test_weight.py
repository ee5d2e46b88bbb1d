from __future__ import annotations

import pytest

from anabranch.graph.weight import NOTHING, Weight


def test_one_schema_tie_outweighs_any_number_of_code_ties() -> None:
    assert Weight(schema=1) > Weight(schema=0, code=1_000_000)


def test_weights_are_added_part_by_part() -> None:
    assert sum([Weight(1, 2), Weight(3, 4)], NOTHING) == Weight(4, 6)


def test_adding_a_plain_tuple_is_refused() -> None:
    plain = (3, 4)
    with pytest.raises(TypeError):
        sum([plain], NOTHING)
