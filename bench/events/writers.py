"""What an event costs the business transaction: `python -m bench.events.writers SECONDS`, many of them at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from typing import Final

from bench.events.database import ROOT

WITHOUT: Final = "without"
WITH: Final = "with an event"
NOTIFYING: Final = "with an event, and NOTIFY in the transaction"
MODES: Final = (WITHOUT, WITH, NOTIFYING)
_LINES = 3
_SLICE = 0.4
"""Seconds until all writers go over to the next mode: what else the machine does then falls on all modes alike."""


def together(*, writers: int, seconds: float) -> dict[str, float]:
    """Transactions a second in each mode, of so many processes at once that change their mode together."""
    command = [sys.executable, "-m", "bench.events.writers", str(seconds)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(writers)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    begin = time.time() + 0.2
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(f"{begin}\n".encode())
        process.stdin.flush()
    total = Counter[str]()
    for process in processes:
        total.update(json.loads(process.communicate()[0]))
    return {mode: total[mode] / (seconds / len(MODES)) for mode in MODES}


def main() -> None:
    """Say that all is loaded, wait for the time to begin, and count transactions."""
    seconds = float(sys.argv[1])
    import django

    django.setup()
    for mode in MODES * 5:
        transact(mode, 0)
    print("ready", flush=True)
    begin = float(sys.stdin.readline())
    time.sleep(max(0.0, begin - time.time()))
    counts = Counter[str]()
    while (now := time.time()) < begin + seconds:
        mode = MODES[int((now - begin) / _SLICE) % len(MODES)]
        transact(mode, sum(counts.values()))
        counts[mode] += 1
    print(json.dumps(counts))


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
