"""The shell composes everything, and nobody uses it."""

from __future__ import annotations

from anabranch.rules.order.standing import Standing


def broken_shell(pair: Standing) -> int | None:
    """The line of the shell that is used."""
    return pair.imported.layer.line if pair.imported is not None and pair.imported.role == "shell" else None
