"""Domains that cannot be reached: what callers do then, tested at every distance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from anabranch_django.errors import BreakerOpen
from anabranch_django.ports.carriers import Carrier, reach_by
from anabranch_django.ports.methods import Method
from anabranch_django.ports.values import Call, Reply


class _Nobody:
    """Finds the peer's breaker open, as callers do soon after a peer went away."""

    placement = "remote"
    leaves = True

    def carry(self, method: Method, call: Call, arguments: msgspec.Struct) -> Any:  # noqa: ANN401, ARG002
        """See `Carrier`. Raises `BreakerOpen`."""
        return self.exchange(call)

    def exchange(self, call: Call) -> Reply:
        """See `Carrier`. Raises `BreakerOpen`."""
        raise BreakerOpen(f"This test says that {call.port!r} is away; {call.method} was not sent.")


_NOBODY: Carrier = _Nobody()


@contextmanager
def away(*keys: str) -> Iterator[None]:
    """Within, calls of these ports and deliveries to these domains find nobody, wherever they are."""
    before = reach_by(None)
    reach_by(lambda key: _NOBODY if key in keys else before(key) if before is not None else None)
    try:
        yield
    finally:
        reach_by(before)
