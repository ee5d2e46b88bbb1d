"""Says how many calls a test may make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from anabranch_django.ports import counting


@contextmanager
def assert_port_calls(number: int) -> Iterator[counting.Tally]:
    """Fail unless exactly so many calls are made through ports within; the message lists them with their lines.

    Counted are the test's own calls, and those of pages that the test client asks for; the calls of one batch to one
    port count as one. What callees and consumers call in turn does not count: the number is the same at every distance.
    """
    with counting.watching() as tally:
        yield tally
    if tally.total != number:
        raise AssertionError(_said(number, tally))


def _said(number: int, tally: counting.Tally) -> str:
    lines = [f"  {count} x {place}" for place, count in tally.places.most_common()]
    return "\n".join([f"{tally.total} calls through ports instead of {number}:", *lines])
