"""Places orders from a process of its own: `python -m tests.placing [POINT] NUMBER…`; it dies at the second POINT."""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    from anabranch_django.settings import current
    from anabranch_django.testing.dying import PUBLISHER_POINTS, die_at
    from tests.trade.sales.port import OrderPlaced, Orders

    numbers = sys.argv[1:]
    if numbers[0] in PUBLISHER_POINTS:
        die_at(PUBLISHER_POINTS[numbers.pop(0)], 2)
    for number in numbers:
        with transaction.atomic(using=current().domain("sales").database):
            Orders.placed.publish(OrderPlaced(order_id=1, number=int(number)))
    # The notification is sent by a thread.
    time.sleep(0.5)


if __name__ == "__main__":
    main()
