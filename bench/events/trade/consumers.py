"""Handlers: nothing, a row, rows together."""

import os
import random
import time

from anabranch_django.events import consumer

from bench.events.trade.models import Seen
from bench.events.trade.port import Placed, Trade

FRAGILE = float(os.environ.get("BENCH_FRAGILE", "0"))
"""Share of calls that fail."""


@consumer(Trade.ignored, name="store.ignore", domain="store")
def ignore(event: Placed) -> None:
    """What the delivery alone costs."""


@consumer(Trade.stored, name="store.store", domain="store")
def store(event: Placed) -> None:
    """One row by the ORM; where the bench wants it, it fails now and then, and the next time not."""
    if random.random() < FRAGILE:
        raise RuntimeError("now and then")
    Seen.objects.create(order_id=event.order_id, number=event.number, lag=time.time() - event.at)


@consumer(Trade.stored_together, name="store.store_together", domain="store", many=True)
def store_together(events: tuple[Placed, ...]) -> None:
    """All rows at once."""
    now = time.time()
    Seen.objects.bulk_create(Seen(order_id=event.order_id, number=event.number, lag=now - event.at) for event in events)
