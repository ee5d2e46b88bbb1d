"""Servers as a team would start them, on a port of this machine."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
START = 20.0
"""Seconds that a server may take to listen."""


@contextmanager
def running(command: Sequence[str], *, port: int) -> Iterator[str]:
    """Start a server and give its address once it listens. Raises `RuntimeError` where it does not."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "bench.ports.shop.settings"}
    environment.pop("BENCH_PORT_URL", None)
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def granian(application: str, *, port: int) -> list[str]:
    """One worker; its threads are those of its WSGI pool."""
    return [
        "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--blocking-threads", "4", "--no-access-log", "--log-level", "critical", application,
    ]  # fmt: skip


def gunicorn(application: str, *, port: int, threads: int) -> list[str]:
    """One worker: with threads it keeps connections, with one, the default, it closes each."""
    kind = ["--worker-class", "gthread", "--threads", str(threads)] if threads > 1 else ["--worker-class", "sync"]
    return ["gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "1", *kind, "--log-level", "critical", application]


def free_port() -> int:
    """A port that nobody listens on, below those that the system gives to whoever connects: what is killed has to find
    its own port free again.
    """
    while True:
        port = SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port


def postgres() -> ModuleType:
    """The module of the library's tests that starts a PostgreSQL server."""
    path = ROOT / "anabranch-django" / "tests" / "postgres.py"
    spec = importlib.util.spec_from_file_location("bench_postgres", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not listen on {port}: {process.args!r}")
