"""A pair whose direction nobody has decided grows neither way."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_undecided(pair: Standing) -> int | None:
    """The line that lists the pair."""
    return pair.undecided
