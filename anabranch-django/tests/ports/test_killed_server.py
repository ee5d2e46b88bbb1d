"""`kill -9` of the process that serves a port, in the middle of commands: nothing is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from anabranch_django.errors import CallError
from tests.shop.payments.port import Payments
from tests.world import free_port

ROOT = Path(__file__).parents[2]
KEYS = {"*": {"k": "s" * 32}}
KILLS = 4
ORDERS = 120


class Killable:
    """A server of ports on one address and one database, that can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "payments.sqlite3"),
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE"} if _has_mode() else {"timeout": 20},
        }
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "ANABRANCH_TEST_SETTING": json.dumps({**settings.ANABRANCH, "keys": KEYS}),
            "ANABRANCH_TEST_DATABASES": json.dumps({"default": database}),
        }
        self.killed = 0
        self._run("django", "migrate", "--run-syncdb", "--skip-checks").wait()
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        process = self._run("anabranch_django.deployment.local_server", f"127.0.0.1:{self.port}")
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return process
            time.sleep(0.02)
        raise RuntimeError("the server does not listen")

    def kill(self) -> None:
        self.killed += 1
        self.process.kill()
        self.process.wait()

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _has_mode() -> bool:
    import django

    return django.VERSION >= (5, 1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Killable]:
    made = Killable(tmp_path)
    yield made
    made.kill()


def charge_until_known(order: int) -> int:
    """As a caller should: again with the same key, until there is an answer."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(CallError):
            return Payments(idempotency_key=f"order-{order}").charge(order=order, cents=100).number
        time.sleep(0.05)
    raise AssertionError(f"order {order} has no answer")


def test_every_order_is_charged_once_though_the_server_is_killed_among_them(server: Killable) -> None:
    peer = {"url": f"http://127.0.0.1:{server.port}", "failures": 1_000_000}
    answered = threading.Semaphore(0)

    def charge(order: int) -> int:
        number = charge_until_known(order)
        answered.release()
        return number

    def kill_and_start() -> None:
        for _ in range(KILLS):
            for _ in range(ORDERS // (KILLS + 2)):
                answered.acquire(timeout=60)
            server.kill()
            server.process = server.start()

    with override_settings(ANABRANCH={**settings.ANABRANCH, "keys": KEYS, "ports": {"payments": peer}}):
        killer = threading.Thread(target=kill_and_start)
        killer.start()
        with ThreadPoolExecutor(4) as threads:
            numbers = list(threads.map(charge, range(ORDERS)))
        killer.join()
        charged = Payments(timeout=10).charged(orders=tuple(range(ORDERS)))
    assert server.killed == KILLS
    assert charged == dict.fromkeys(range(ORDERS), 100)
    assert len(set(numbers)) == ORDERS
