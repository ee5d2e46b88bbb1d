from __future__ import annotations

import pytest

from anabranch.graph.spreading import spread_labels


def test_node_that_no_path_joins_to_an_anchor_has_no_label() -> None:
    assert spread_labels({("lonely", "other"): 1}, {"user": "identity"}) == {}


def test_node_beside_one_anchor_bears_its_label_alone() -> None:
    found = spread_labels({("user", "profile"): 1}, {"user": "identity"})
    assert found == {"profile": {"identity": 1.0}}


def test_nearer_anchor_counts_more() -> None:
    chain = {("user", "profile"): 1.0, ("profile", "badge"): 1.0, ("badge", "order"): 1.0}
    found = spread_labels(chain, {"user": "identity", "order": "sales"})
    assert found["profile"]["identity"] > found["profile"]["sales"]
    assert found["badge"]["sales"] == pytest.approx(found["profile"]["identity"])


def test_what_everything_uses_tells_less_than_what_few_use() -> None:
    joined = {("user", "note"): 1.0, ("tag", "note"): 1.0} | {("user", f"page{number}"): 1.0 for number in range(20)}
    found = spread_labels(joined, {"user": "identity", "tag": "tags"})
    assert found["note"]["tags"] > found["note"]["identity"]
