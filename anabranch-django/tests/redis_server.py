"""A real Redis of the tests' own: started on a free port, without a file, removed afterwards."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.world import free_port, is_open, wait_until


class NoRedis(RuntimeError):
    """There is no redis-server on this machine."""


@contextmanager
def running_redis() -> Iterator[str]:
    """Start a server; its URL. Raises `NoRedis` where it is not installed."""
    if shutil.which("redis-server") is None:
        raise NoRedis("Redis is not installed here: no redis-server on PATH")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_open(port))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
