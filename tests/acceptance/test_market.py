"""The tool on the example: every reference between its apps that was listed by hand, and no other of those kinds."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest

from anabranch.reading.read import read_map
from anabranch.reading.values import CLASS_OF_KIND, Map

MARKET = Path(__file__).parents[2] / "examples" / "market"
NOT_PLANTED = {"import", "use", "member"}
"""Kinds that stand all over the code and were not listed."""


class Planted(NamedTuple):
    """A reference as the list has it."""

    kind: str
    importer: str
    importer_symbol: str
    imported: str
    file: str
    line: int


@pytest.fixture(scope="module")
def market() -> Map:
    return read_map(MARKET, cache=False)


@pytest.fixture(scope="module")
def planted() -> Counter[Planted]:
    rows = tomllib.loads((MARKET / "references.toml").read_text(encoding="utf-8"))["reference"]
    return Counter(Planted(**{name: row[name] for name in Planted._fields}) for row in rows)


@pytest.fixture(scope="module")
def found(market: Map) -> Counter[Planted]:
    return Counter(
        Planted(one.kind, one.importer.app, one.importer.symbol, one.imported.symbol, one.file, one.line)
        for one in market.references
        if one.kind not in NOT_PLANTED and one.certainty != "likely" and one.importer.app != one.imported.app
    )


def told(rows: Iterable[Planted]) -> str:
    lines = (f"  {row.file}:{row.line} {row.kind}: {row.importer_symbol} → {row.imported}" for row in sorted(rows))
    return "\n".join(["", *lines])


def test_every_planted_reference_is_found(planted: Counter[Planted], found: Counter[Planted]) -> None:
    missing = planted - found
    assert not missing, f"{missing.total()} of {planted.total()} planted references are missing:{told(missing)}"


def test_no_other_reference_of_these_kinds_is_found(planted: Counter[Planted], found: Counter[Planted]) -> None:
    extra = found - planted
    assert not extra, f"{extra.total()} of {found.total()} references found were not planted:{told(extra)}"


@pytest.mark.parametrize("kind", sorted(set(CLASS_OF_KIND) - NOT_PLANTED))
def test_every_kind_is_planted_at_least_twice(planted: Counter[Planted], kind: str) -> None:
    assert sum(count for row, count in planted.items() if row.kind == kind) >= 2


def test_the_market_is_read_whole(market: Map) -> None:
    assert market.files.failed == ()
    assert [project.name for project in market.projects] == ["market"]
