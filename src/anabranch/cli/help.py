"""Examples under the help of a command."""

from __future__ import annotations

_AS_IT_IS = "\b\n"
"""Click joins the lines of a paragraph that does not begin so."""


def examples(*commands: str) -> str:
    """Commands that can be copied."""
    return _AS_IT_IS + "\n".join(["Examples:", *(f"  {one}" for one in commands)])


def as_it_is(*lines: str) -> str:
    """A paragraph whose lines are kept."""
    return _AS_IT_IS + "\n".join(lines)
