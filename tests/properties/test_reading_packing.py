"""Packed references are the references."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anabranch.reading.packing import pack_references, unpack_references
from anabranch.reading.values import Imported, Importer, Reference

WORDS = st.sampled_from(["", "shop", "orders.models.Order", "주문", "a b"])
IMPORTERS = st.builds(Importer, symbol=WORDS, module=WORDS, app=WORDS)
IMPORTED = st.builds(Imported, symbol=WORDS, module=WORDS, app=WORDS, via=WORDS)
REFERENCES = st.builds(
    Reference,
    project=WORDS,
    tie_class=st.sampled_from(["schema", "code"]),
    kind=WORDS,
    certainty=st.sampled_from(["certain", "likely"]),
    importer=IMPORTERS,
    imported=IMPORTED,
    file=WORDS,
    line=st.integers(1, 100_000),
    column=st.integers(1, 5_000),
    counts=st.booleans(),
    test=st.booleans(),
    note=WORDS,
)


@given(st.lists(REFERENCES, max_size=8))
def test_references_come_back_as_they_were(references: list[Reference]) -> None:
    assert unpack_references(pack_references(references)) == tuple(references)


def test_damaged_numbers_are_an_error_and_no_answer() -> None:
    packed = pack_references([Reference("p", "code", "use", "certain", Importer("a", "a", "a"), Imported("b", "b", "b"),
                                        "a.py", 1, 1, counts=True)])  # fmt: skip
    broken = type(packed)(packed.texts[:1], packed.importers, packed.imported, packed.rows)
    with pytest.raises(IndexError):
        unpack_references(broken)
