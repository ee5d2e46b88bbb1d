from __future__ import annotations

import math
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from anabranch.graph.dependency import UnitGraph
from anabranch.graph.pins import ALL, Pin, check_pins, pins_of
from anabranch.graph.spreading import spread_labels

PATIENT = settings(deadline=None, max_examples=120)
NODES = st.sampled_from("abcdefgh")
WEIGHTS = st.dictionaries(st.tuples(NODES, NODES), st.floats(0.1, 50), max_size=14)
ANCHORS = st.dictionaries(NODES, st.sampled_from(("one", "two", "three")), max_size=4)


def reached(weights: Mapping[tuple[str, str], float], start: str) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        near = {other for pair in weights if node in pair for other in pair} - found
        found |= near
        waiting += near
    return found


@PATIENT
@given(weights=WEIGHTS, anchors=ANCHORS)
def test_shares_are_of_the_whole_and_of_labels_that_a_path_leads_to(
    weights: dict[tuple[str, str], float], anchors: dict[str, str]
) -> None:
    found = spread_labels(weights, anchors)
    assert not found.keys() & anchors.keys()
    for node, shares in found.items():
        assert math.isclose(sum(shares.values()), 1, abs_tol=1e-9)
        near = {anchors[each] for each in reached(weights, node) & anchors.keys()}
        assert {label for label, share in shares.items() if share > 1e-9} <= near


@PATIENT
@given(weights=WEIGHTS, anchors=ANCHORS, seed=st.randoms(use_true_random=False))
def test_order_and_direction_of_the_input_change_nothing(
    weights: dict[tuple[str, str], float], anchors: dict[str, str], seed: object
) -> None:
    rows = list(weights.items())
    seed.shuffle(rows)  # type: ignore[attr-defined]
    both = {pair: weight for pair, weight in rows if (pair[1], pair[0]) not in weights}
    turned = {(other, one): weight for (one, other), weight in both.items()}
    expected = spread_labels(both, anchors)
    found = spread_labels(turned, dict(reversed(anchors.items())))
    assert found.keys() == expected.keys()
    for node, shares in expected.items():
        assert all(math.isclose(found[node][label], share, abs_tol=1e-9) for label, share in shares.items())


@PATIENT
@given(
    rows=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6),
    top=st.none() | st.integers(0, 5),
    bottom=st.none() | st.integers(0, 5),
)
def test_pins_above_and_below_all_never_contradict_those_of_pairs(
    rows: list[tuple[int, int]], top: int | None, bottom: int | None
) -> None:
    units = tuple("abcdef")
    pins = [Pin(units[one], units[other]) for one, other in rows if one < other]
    pins += [Pin(units[top], ALL)] if top is not None else []
    pins += [Pin(ALL, units[bottom])] if bottom is not None and (top is None or top < bottom) else []
    found = pins_of(pins, units)
    check_pins(UnitGraph(units, ()), found)
    assert {pin for pin in pins if ALL not in pin} <= set(found)
