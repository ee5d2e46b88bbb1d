"""A method on an instance of its port: what a caller calls."""

from __future__ import annotations

import sys
from typing import Any

from anabranch_django.errors import BadArguments
from anabranch_django.ports.client import Wish, call
from anabranch_django.ports.methods import Method


class Bound:
    """Callable with keywords only, as the values that cross have names."""

    __slots__ = ("method", "wish")

    def __init__(self, method: Method, wish: Wish) -> None:
        self.method = method
        self.wish = wish

    def __call__(self, *positional: object, **arguments: Any) -> Any:  # noqa: ANN401  what the method declares
        """Call the domain, wherever it is."""
        if positional:
            raise BadArguments(f"{self.method.label} takes keyword arguments only: write each with its name.")
        # The frame says whose call it is, and from which line.
        return call(self.method, arguments, self.wish, sys._getframe(1))  # noqa: SLF001
