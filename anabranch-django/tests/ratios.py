"""Times a call in process and over loopback beside an ORM get, in turns; prints the medians of each turn as JSON."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from anabranch_django.ports.carriers import COPY, Carrier, connect, reach_by
    from anabranch_django.settings import PortSettings
    from tests.shop.stock.models import Item as Row
    from tests.shop.stock.port import Item, Stock

    call_command("migrate", run_syncdb=True, verbosity=0)
    row = Row.objects.get_or_create(sku="mug", defaults={"count": 1})[0]
    item = Item(sku="x" * 100, count=3, tags=[f"tag number {number:02}" for number in range(58)])
    remote = connect("stock", PortSettings(url=sys.argv[1]))

    def by(carrier: Carrier) -> Callable[[], object]:
        def run() -> object:
            reach_by(lambda _key: carrier)
            return Stock().echo(item=item)

        return run

    runs = {"get": lambda: Row.objects.get(pk=row.pk), "copy": by(COPY), "remote": by(remote)}
    turns = [
        {name: statistics.median(_time(run) for _ in range(50)) for name, run in runs.items()} for _turn in range(12)
    ]
    sys.stdout.write(json.dumps(turns))


def _time(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
