"""Writes orders and their events: `python -m bench.events.publishing FIRST COUNT [POINT TIMES]`."""

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
    """Publish, in a process that may be killed meanwhile, or kills itself at a point."""
    import django

    django.setup()
    first, count, *death = sys.argv[1:]
    if death:
        from anabranch_django.testing.dying import PUBLISHER_POINTS, die_at

        die_at(PUBLISHER_POINTS[death[0]], int(death[1]))
    publish(int(first), int(count))


if __name__ == "__main__":
    main()
