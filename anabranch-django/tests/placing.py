"""Places orders from a process of its own: `python -m tests.placing NUMBER…`."""

from __future__ import annotations

import sys
import time

import django


def main() -> None:
    django.setup()
    from django.db import transaction

    from anabranch_django.settings import current
    from tests.trade.sales.port import OrderPlaced, Orders

    for number in sys.argv[1:]:
        with transaction.atomic(using=current().domain("sales").database):
            Orders.placed.publish(OrderPlaced(order_id=1, number=int(number)))
    # The notification is sent by a thread.
    time.sleep(0.5)


if __name__ == "__main__":
    main()
