"""Ports that nobody listens on: below those that systems give away by themselves, and others for each worker."""

from __future__ import annotations

import os
import socket
from random import SystemRandom

_FIRST = 20_000
_EACH = 1_000
_WORKERS = 12


def free_ports(count: int = 1) -> range:
    """So many of them, one beside the other."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
    while True:
        first = _FIRST + worker * _EACH + SystemRandom().randrange(_EACH - count)
        ports = range(first, first + count)
        if not any(map(is_open, ports)):
            return ports


def is_open(port: int) -> bool:
    """Whether somebody listens on this machine."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
