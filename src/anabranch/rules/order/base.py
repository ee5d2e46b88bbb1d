"""A base uses nothing but other bases, wherever it stands."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_base(pair: Standing) -> int | None:
    """The line of the base that uses a domain."""
    if pair.importer is None or pair.imported is None or pair.importer.role != "base":
        return None
    return None if pair.imported.role == "base" else pair.importer.layer.line
