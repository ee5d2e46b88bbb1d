"""From commit to seen, with a relay in a process of its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.events.database import start


def lags(count: int, *, apart: float) -> list[float]:
    """Seconds between commit and handler, of events that are published one by one, so many seconds apart."""
    from django.db import transaction

    from bench.events.trade.models import Seen
    from bench.events.trade.port import Placed, Trade

    Seen.objects.all().delete()
    committing: dict[int, float] = {}
    for number in range(count):
        at = time.time()
        with transaction.atomic():
            Trade.stored.publish(Placed(number, number, at))
        committing[number] = time.time() - at
        time.sleep(apart)
    end = time.monotonic() + 30
    while Seen.objects.count() < count and time.monotonic() < end:
        time.sleep(0.05)
    return sorted(lag - committing[number] for number, lag in Seen.objects.values_list("number", "lag"))


@contextmanager
def relay(*, poll: float) -> Iterator[None]:
    """A relay process that looks so often by itself."""
    process = start("django", "anabranch_relay", BENCH_SETTING=json.dumps({"events": {"poll": poll, "lease": 5}}))
    try:
        _wait_for_relay()
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for_relay() -> None:
    from anabranch_django.events.models import RelayPresence

    while not RelayPresence.objects.exists():
        time.sleep(0.05)
    time.sleep(0.5)
