"""What an event costs the business transaction: `python -m bench.events.writers SECONDS`, many of them at once."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from bench.events.database import ROOT

WITHOUT: Final = "without"
WITH: Final = "with an event"
NOTIFYING: Final = "with an event, and NOTIFY in the transaction"
MODES: Final = (WITHOUT, WITH, NOTIFYING)
_LINES = 3
_SLICE = 0.4
"""Seconds until all writers go over to the next mode: what else the machine does then falls on all modes alike."""


class Rate(NamedTuple):
    """Of one mode: transactions a second, and seconds of processor time for each, of writer and server together."""

    a_second: float
    processor: float


def together(*, writers: int, seconds: float) -> dict[str, Rate]:
    """Each mode's rate, of so many processes at once that change their mode together."""
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
    counts, spent = Counter[str](), dict.fromkeys(MODES, 0.0)
    for process in processes:
        counted = json.loads(process.communicate()[0])
        counts.update(counted["counts"])
        spent = {mode: spent[mode] + counted["spent"][mode] for mode in MODES}
    return {mode: Rate(counts[mode] / (seconds / len(MODES)), spent[mode] / counts[mode]) for mode in MODES}


def main() -> None:
    """Say that all is loaded, wait for the time to begin, and count transactions."""
    seconds = float(sys.argv[1])
    import django

    django.setup()
    for mode in MODES * 5:
        transact(mode, 0)
    server = _server_process()
    print("ready", flush=True)
    begin = float(sys.stdin.readline())
    time.sleep(max(0.0, begin - time.time()))
    counts, spent = Counter[str](), dict.fromkeys(MODES, 0.0)
    for turn in range(round(seconds / _SLICE)):
        mode, before = MODES[turn % len(MODES)], _processor_time(server)
        while time.time() < begin + (turn + 1) * _SLICE:
            transact(mode, sum(counts.values()))
            counts[mode] += 1
        spent[mode] += _processor_time(server) - before
    print(json.dumps({"counts": counts, "spent": spent}))


def _server_process() -> int:
    """The process of PostgreSQL that serves this one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _processor_time(server: int) -> float:
    """Seconds of this process, and of the server's where the system tells it."""
    told = Path(f"/proc/{server}/schedstat")
    return time.process_time() + (int(told.read_text().split()[0]) / 1e9 if told.exists() else 0.0)


def transact(mode: str, number: int) -> None:
    """An order with three lines: less than a shop does, which reads the cart, the prices and the stock before.

    Six messages to the server without an event: BEGIN, four INSERT of the ORM, COMMIT. What is read is left out
    on purpose, for it would make the event's share look smaller.
    """
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
