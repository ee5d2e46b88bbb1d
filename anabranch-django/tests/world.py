"""A database of the tests' own in which things are really committed, and processes that share it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import Any

from django.core.signals import setting_changed
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from anabranch_django import by_value
from anabranch_django.events import outbox
from anabranch_django.events.accepting import accept
from anabranch_django.events.declaration import event_named
from anabranch_django.events.envelope import Envelope
from anabranch_django.events.models import (
    DeferredEvent,
    InboxEntry,
    OutboxEvent,
    ProjectionState,
    RelayPresence,
    ShardLease,
    TouchedKey,
    UnsentEvent,
)
from anabranch_django.events.relay import Relay
from anabranch_django.ports.models import Receipt
from tests.shop.payments.models import Charge
from tests.trade.sales.models import Order
from tests.trade.sales.port import OrderPlaced, Orders
from tests.trade.shipping.models import Label, OrderCopy, Parcel

MODELS = (
    DeferredEvent,
    InboxEntry,
    OutboxEvent,
    ProjectionState,
    RelayPresence,
    ShardLease,
    TouchedKey,
    UnsentEvent,
    Receipt,
    Charge,
    Order,
    Label,
    Parcel,
    OrderCopy,
)
LIBRARY = Path(__file__).parents[1]


@dataclass
class World:
    """One database behind all domains of the tests, under the alias `alias`."""

    alias: str
    entry: Mapping[str, Any]
    setting: dict[str, Any] = field(default_factory=dict)

    def place(self, *numbers: int, order_id: int = 1, note: str = "") -> None:
        """Place orders, each in a transaction of its own."""
        for number in numbers:
            with transaction.atomic(using=self.alias):
                Orders.placed.publish(OrderPlaced(order_id=order_id, number=number, note=note))

    def relay(self, *domains: str) -> Relay:
        return Relay(domains or ("sales", "shipping"))

    def deliver(self) -> int:
        """Deliver what is due, by a relay that then stops; how much was done."""
        relay = self.relay()
        try:
            return relay.run_until_idle()
        finally:
            relay.release()

    def prepared(self, order_id: int | None = None) -> list[int]:
        """The numbers of the orders that the consumer has prepared, in the order in which it did."""
        parcels = Parcel.objects.using(self.alias).filter(consumer="prepare").order_by("id")
        if order_id is not None:
            parcels = parcels.filter(order_id=order_id)
        return list(parcels.values_list("number", flat=True))

    def outbox(self) -> int:
        return int(OutboxEvent.objects.using(self.alias).count())

    def deferred(self) -> list[tuple[int, str]]:
        """Numbers and states of what is deferred, in order."""
        rows = DeferredEvent.objects.using(self.alias).order_by("id")
        return [(json.loads(data)["number"], state) for data, state in rows.values_list("data", "state")]

    def envelopes(self) -> list[Envelope]:
        """What lies in the outbox."""
        return [row.envelope for row in outbox.read(self.alias, "sales", range(64), limit=10_000)]

    def waiting(self) -> dict[str, int]:
        """How many events wait for domains that are away."""
        return Counter(UnsentEvent.objects.using(self.alias).values_list("destination", flat=True))

    def accept(self, domain: str, envelopes: Sequence[Envelope], *, perhaps: bool = False) -> None:
        """As from a relay, whichever it is."""
        accept(domain, envelopes, perhaps=perhaps)

    def payload(self, envelope: Envelope) -> object:
        """What a consumer is given."""
        return by_value.decode(envelope.data.encode(), event_named(envelope.event).payload)

    @property
    def connection(self) -> BaseDatabaseWrapper:
        return connections[self.alias]

    @property
    def vendor(self) -> str:
        return connections[self.alias].vendor

    def environment(self) -> dict[str, str]:
        """What a process needs to be in this world."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": f"{LIBRARY / 'src'}{os.pathsep}{LIBRARY}",
            "ANABRANCH_TEST_DATABASES": json.dumps({self.alias: dict(self.entry)}),
            "ANABRANCH_TEST_SETTING": json.dumps(self.setting),
        }

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start `python -m …` in this world."""
        command = [sys.executable, "-m", *arguments]
        return subprocess.Popen(command, env=self.environment() | environment, cwd=LIBRARY)

    def apply(self) -> None:
        """Let this process read the setting again after it was changed."""
        setting_changed.send(sender=World, setting="ANABRANCH", value=self.setting, enter=True)

    def empty(self) -> None:
        for model in MODELS:
            model._base_manager.using(self.alias).all().delete()


def add_database(alias: str, entry: Mapping[str, Any]) -> None:
    connections.settings[alias] = connections.configure_settings({"default": {}, alias: dict(entry)})[alias]


def remove_database(alias: str) -> None:
    connections[alias].close()
    del connections[alias]
    del connections.settings[alias]


def setting_of(alias: str, **events: object) -> dict[str, Any]:
    """The setting in which all domains lie in that database and relays do not let anyone wait."""
    return {
        "domains": {"sales": {"database": alias}, "shipping": {"database": alias, "uses": ["sales"]}},
        "events": {"lease": 2.0, "backoff": 0.05, "attempts": 3, **events},
    }


@contextmanager
def threads(*targets: Callable[[], None]) -> Iterator[None]:
    """Run these beside the block, each in a thread with connections of its own, and wait for them."""
    running = [threading.Thread(target=_closing, args=(target,)) for target in targets]
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        for thread in running:
            thread.join()


def _closing(target: Callable[[], None]) -> None:
    try:
        target()
    finally:
        connections.close_all()


def wait_until(condition: Callable[[], object], *, seconds: float = 120.0) -> None:
    """Until the condition holds; fails with its name after so long, which is for a machine that is busy."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"still not after {seconds} s: {condition}"
        time.sleep(0.01)


@contextmanager
def killed_at_end(processes: Iterable[subprocess.Popen[bytes]]) -> Iterator[None]:
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def free_ports(count: int) -> range:
    """Ports beside one another that nobody listens on, below those that the system gives to whoever connects: what is
    killed has to find its own port free again. Each worker has others.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 12
    while True:
        first = 20_000 + worker * 1_000 + SystemRandom().randrange(1_000 - count)
        ports = range(first, first + count)
        if not any(map(is_open, ports)):
            return ports


def free_port() -> int:
    return free_ports(1)[0]


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
