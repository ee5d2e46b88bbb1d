"""A facade that hands out models: whoever calls it holds the domain's tables in hand."""

from __future__ import annotations

from collections.abc import Iterator

from anabranch.reading.values import Reference
from anabranch.rules.smells.seen import Seen

_NAMING = ("import", "import-type")


def find_facade_leaks(seen: Seen) -> Iterator[Reference]:
    """Models that the modules which a `facade` contract exposes re-export, or name in a signature."""
    facades = {
        f"{module}.{name}"
        for contract in seen.rules.contracts
        if contract.type == "facade"
        for module in contract.modules
        for name in contract.expose
    }
    for one in seen.map.references:
        if one.importer.module in facades and one.kind in _NAMING and one.imported.symbol in seen.models:
            yield one
