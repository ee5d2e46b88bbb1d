"""Domains that a layer joins by `,` may refer to each other, but not in a circle."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_circle(pair: Standing) -> int | None:
    """The line of the layer in which both lie on a circle."""
    return pair.importer.layer.line if pair.importer is not None and pair.is_circle else None
