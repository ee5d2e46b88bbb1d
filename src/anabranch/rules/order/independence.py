"""Domains that a layer joins by `|` do not refer to each other."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_independence(pair: Standing) -> int | None:
    """The line that makes both independent."""
    if pair.importer is None or pair.imported is None or pair.importer.height != pair.imported.height:
        return None
    return pair.importer.layer.line if pair.importer.layer.between == "|" else None
