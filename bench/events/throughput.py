"""Events a second through one relay, beside an outbox that takes one row a transaction."""

from __future__ import annotations

import time
from typing import Any

from bench.events.database import ORDERS

_AT_ONCE = 50


def deliver(name: str, count: int) -> float:
    """Events of that name a second, from a full outbox to an empty one."""
    from anabranch_django.events.relay import Relay

    publish(name, count)
    relay = Relay(["trade", "store"])
    relay.renew()
    begun = time.perf_counter()
    relay.run_until_idle()
    rate = count / (time.perf_counter() - begun)
    relay.release()
    return rate


def publish(name: str, count: int) -> None:
    """Fill the outbox."""
    from django.db import transaction

    from bench.events.trade.port import Placed, Trade

    event: Any = getattr(Trade, name)
    for start in range(0, count, _AT_ONCE):
        with transaction.atomic():
            event.publish(*(Placed(number % ORDERS, number // ORDERS, time.time()) for number in _some(start, count)))


def deliver_one_by_one(count: int) -> float:
    """The same effect, the same once, as it is often written: lock a row, act, delete it, commit."""
    from django.db import transaction

    from bench.events.trade.models import Queued, Seen

    Queued.objects.bulk_create(Queued(order_id=number % ORDERS, number=number // ORDERS) for number in range(count))
    begun = time.perf_counter()
    for _ in range(count):
        with transaction.atomic():
            row = Queued.objects.select_for_update().order_by("id").first()
            assert row is not None
            Seen.objects.create(order_id=row.order_id, number=row.number, lag=0)
            row.delete()
    return count / (time.perf_counter() - begun)


def orm_get(count: int) -> float:
    """ORM `get`s a second: what the machine gives just now."""
    from bench.events.trade.models import Order

    order = Order.objects.create(total=1, note="")
    begun = time.perf_counter()
    for _ in range(count):
        Order.objects.get(pk=order.pk)
    return count / (time.perf_counter() - begun)


def _some(start: int, count: int) -> range:
    return range(start, min(start + _AT_ONCE, count))
