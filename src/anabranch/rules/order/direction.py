"""A reference goes to a lower layer, never up; a pin decides about its pair before the layers."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_direction(pair: Standing) -> int | None:
    """The line that puts what is used above its user."""
    if pair.pin is not None:
        return None if pair.pin[1] else pair.pin[0].line
    if pair.importer is None or pair.imported is None:
        return None
    return pair.importer.layer.line if pair.importer.height > pair.imported.height else None
