"""The record of a process that has threads: whole at every moment, whoever writes it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from anabranch_django.observing.observer import Observer
from anabranch_django.observing.records import Record
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import Site
from tests.observing.seeing import make_watch


def test_record_that_many_threads_write_is_whole_and_nobody_fails(records: Path) -> None:
    watch = make_watch(records)
    observer = Observer(watch, Record(watch, ()))
    observer.record.begin()
    for line in range(2_000):
        site = Site("shop_orders/views.py", line, "orders", "shop_orders.views", None)
        observer.add("read", site, Symbol("payments", "shop_payments.models.Payment"), {})

    def write(_number: int) -> None:
        observer.record.due = 0.0
        observer.write_when_due()
        observer.write(complete=False)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    [written] = records.glob("*")
    assert len([json.loads(line) for line in written.read_text().splitlines()]) == 2_001
    assert observer.record.notes == []
