"""When to look: always in a test run, in a server only during sampled requests."""

from __future__ import annotations

from typing import Protocol


class Gate(Protocol):
    """Asked before anything else is done."""

    def is_open(self) -> bool:
        """Whether what happens now is to be observed."""


class Always:
    """The gate of a test run."""

    def is_open(self) -> bool:
        """Yes."""
        return True


ALWAYS = Always()
