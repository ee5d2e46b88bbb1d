"""Writes orders and their events: `python -m bench.events.publishing FIRST COUNT`."""

from __future__ import annotations

import sys
import time

KEYS = 7
"""A number's key is its remainder."""


def publish(first: int, count: int) -> None:
    """So many transactions, each an order with its number and an event that says it."""
    from django.db import transaction

    from bench.events.trade.models import Order
    from bench.events.trade.port import Placed, Trade

    for number in range(first, first + count):
        with transaction.atomic():
            Order.objects.create(total=number, note="")
            Trade.stored.publish(Placed(number % KEYS, number, time.time()))


def main() -> None:
    """Publish, in a process that may be killed meanwhile."""
    import django

    django.setup()
    publish(int(sys.argv[1]), int(sys.argv[2]))


if __name__ == "__main__":
    main()
