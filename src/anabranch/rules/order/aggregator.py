"""Only the shell and other aggregators use an aggregator, wherever it stands."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_aggregator(pair: Standing) -> int | None:
    """The line of the domain that uses one."""
    if pair.importer is None or pair.imported is None or pair.imported.role != "aggregator":
        return None
    return None if pair.importer.role in ("shell", "aggregator") else pair.importer.layer.line
