"""A caller in a process of its own: `python -m tests.paying FIRST COUNT [POINT TIMES]` charges so many orders.

What it wants is committed before it asks, and that it has it, afterwards. COUNT 0 goes on with what others left.
"""

from __future__ import annotations

import sys
import time

import django

OWED, PAID = 1, 2
"""What the version of an order says."""


def main() -> None:
    django.setup()
    from anabranch_django.testing.dying import CALLER_POINTS, die_at
    from tests.trade.sales.models import Order

    first, count, *death = sys.argv[1:]
    if death:
        die_at(CALLER_POINTS[death[0]], int(death[1]))
    for number in range(int(first), int(first) + int(count)):
        Order.objects.create(id=number, version=OWED)
        pay(number)
    if not int(count):
        for number in Order.objects.filter(version=OWED).values_list("id", flat=True):
            pay(number)


def pay(number: int) -> None:
    """Until there is an answer, always with the same key."""
    from anabranch_django.errors import CallError
    from tests.shop.payments.port import Payments
    from tests.trade.sales.models import Order

    while True:
        try:
            Payments(idempotency_key=f"order-{number}", timeout=10.0).charge(order=number, cents=100)
        except CallError:
            time.sleep(0.02)
            continue
        Order.objects.filter(id=number).update(version=PAID)
        return


if __name__ == "__main__":
    main()
