"""Says how many calls a test may make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from anabranch_django.ports import counting


@contextmanager
def assert_port_calls(number: int) -> Iterator[counting.Tally]:
    """Fail unless exactly so many calls are made through ports within; the message lists them with their lines.

    The calls of one batch to one port count as one. Calls that callees make in turn count as well, where they run in
    this process, and those of pages that the test client asks for.
    """
    with counting.watching() as tally:
        yield tally
    if tally.total != number:
        raise AssertionError(_said(number, tally))


def _said(number: int, tally: counting.Tally) -> str:
    lines = [f"  {count} x {place}" for place, count in tally.places.most_common()]
    return "\n".join([f"{tally.total} calls through ports instead of {number}:", *lines])
