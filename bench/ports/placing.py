"""Memory and start of the shop as one process, and of payments as a process of its own: the ported examples/market."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.memory import group_members, proportional_bytes
from bench.ports.servers import ROOT, START, free_port, gunicorn

KEY = "only-for-measuring-0123456789abcdef"
ASKED = 20
"""Answers before memory is read."""
_ME = {"GIT_AUTHOR_NAME": "bench", "GIT_AUTHOR_EMAIL": "bench@example.org", "GIT_COMMITTER_NAME": "bench",
       "GIT_COMMITTER_EMAIL": "bench@example.org"}  # fmt: skip
Ask = Callable[[int], None]


@dataclass(frozen=True)
class Placed:
    """What a server with one worker takes: seconds until its first answer, and MB when it has given twenty."""

    name: str
    start: float
    memory: float


def measure_placing(turns: int) -> list[Placed]:
    """In turns: the whole site, all its ports, and the ports of payments alone. Medians."""
    with tempfile.TemporaryDirectory() as folder:
        shop = ported_market(Path(folder))
        taken: dict[str, list[tuple[float, float]]] = {}
        for _ in range(turns):
            for name, (application, settings, ask) in _contenders().items():
                taken.setdefault(name, []).append(_measure(shop, application, settings, ask))
    return [
        Placed(name, statistics.median(start for start, _ in each), statistics.median(memory for _, memory in each))
        for name, each in taken.items()
    ]


def ported_market(folder: Path) -> Path:
    """A copy of examples/market with the commits of the journey, and its tables."""
    shop = folder / "market"
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite3", ".*")
    shutil.copytree(ROOT / "examples" / "market", shop, ignore=ignored)
    patches = sorted((ROOT / "examples" / "journey" / "patches").glob("*.patch"))
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "market"], ["am", "-q", *map(str, patches)]):
        subprocess.run(["git", *command], cwd=shop, env={**os.environ, **_ME}, check=True)
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=shop, env=_environment(shop, {}), check=True)
    return shop


def _contenders() -> dict[str, tuple[str, Mapping[str, str], Ask]]:
    alone = {"DJANGO_SETTINGS_MODULE": "bench.ports.market_alone", "ANABRANCH_SERVE": "payments"}
    return {
        "the shop in one process": ("config.wsgi:application", {}, _ask_site),
        "the ports of the shop in one process": ("anabranch_django.wsgi:application", {}, _ask_payments),
        "payments as a process of its own": ("anabranch_django.wsgi:application", alone, _ask_payments),
    }


def _measure(shop: Path, application: str, settings: Mapping[str, str], ask: Ask) -> tuple[float, float]:
    port = free_port()
    begun = time.perf_counter()
    with _running(shop, gunicorn(application, port=port, threads=2), settings) as process:
        _first_answer(ask, port, process)
        start = time.perf_counter() - begun
        for _ in range(ASKED - 1):
            ask(port)
        memory = sum(proportional_bytes(member) for member in group_members(process.pid)) / 1e6
    return start, memory


@contextmanager
def _running(shop: Path, command: list[str], settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=shop,
        env=_environment(shop, settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _environment(shop: Path, settings: Mapping[str, str]) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(shop), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "HOME": str(shop),
        "MARKET_DATABASE": str(shop / "bench.sqlite3"),
        "MARKET_KEY": KEY,
        "MARKET_DEBUG": "0",
        **settings,
    }


def _first_answer(ask: Ask, port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START
    while True:
        try:
            return ask(port)
        except OSError:
            if time.monotonic() > until or process.poll() is not None:
                raise
            time.sleep(0.01)


def _ask_site(port: int) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=START) as answer:
        assert b"<html" in answer.read()


def _ask_payments(port: int) -> None:
    """One signed call, as orders makes it. Raises `OSError` where nobody answers."""
    from anabranch_django.ports import headers
    from anabranch_django.ports.transport import Connections, NotSent
    from anabranch_django.ports.values import Call
    from django.test import override_settings

    body = b'{"order_ids":[1,2,3]}'
    deadline = time.monotonic() + START
    call = Call(port="payments", version=1, method="of_orders", body=body, caller="orders", deadline=deadline, hop=1)
    connections = Connections(f"http://127.0.0.1:{port}", size=1)
    path = headers.path_of(call)
    with override_settings(ANABRANCH={"keys": {"*": {"1": KEY}}}):
        sent = headers.write_headers(call, path)
    try:
        answered = connections.post(path, body, sent, deadline=deadline, most=1_000_000)
    except NotSent as error:
        raise OSError(str(error)) from error
    finally:
        connections.close()
    assert answered.headers[headers.STATUS] == "ok", answered
