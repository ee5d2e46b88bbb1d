"""What an event costs the business transaction: `python -m bench.events.writers MODE SECONDS`, many of them at once."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import Final

from bench.events.database import ROOT

WITHOUT: Final = "without"
WITH: Final = "with an event"
NOTIFYING: Final = "with an event, and NOTIFY in the transaction"
_LINES = 3


def together(mode: str, *, writers: int, seconds: float) -> float:
    """Transactions a second of so many processes at once."""
    command = [sys.executable, "-m", "bench.events.writers", mode, str(seconds)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(writers)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    return sum(float(process.communicate()[0]) for process in processes) / seconds


def main() -> None:
    """Say that all is loaded, wait for the word, and count transactions."""
    mode, seconds = sys.argv[1], float(sys.argv[2])
    import django

    django.setup()
    for _ in range(20):
        transact(mode, 0)
    print("ready", flush=True)
    sys.stdin.readline()
    count = 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        transact(mode, count)
        count += 1
    print(count)


def transact(mode: str, number: int) -> None:
    """An order with three lines, as a shop writes it."""
    from django.db import connection, transaction

    from bench.events.trade.models import Line, Order
    from bench.events.trade.port import Placed, Trade

    with transaction.atomic():
        order = Order.objects.create(total=number, note="as always, please")
        for line in range(_LINES):
            Line.objects.create(order=order, sku=f"sku-{line}", price=line)
        if mode != WITHOUT:
            Trade.ignored.publish(Placed(order.pk, number, time.time()))
        if mode == NOTIFYING:
            with connection.cursor() as cursor:
                cursor.execute("NOTIFY anabranch_bench")


if __name__ == "__main__":
    main()
