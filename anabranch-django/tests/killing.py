"""Servers and callers of a port, killed again and again, and what became of what the callers wanted."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from anabranch_django.testing.dying import CALL_POINTS, CALLER_POINTS
from tests.world import LIBRARY, free_port, is_open, wait_until

ANY_MOMENT = ""
"""Stands for no named point: killed from outside."""
ORDERS = 6
"""Of one run."""
_DYING = "anabranch_django.testing.dying"
_PATIENCE = 120.0


class Death(NamedTuple):
    """Who dies, and where."""

    victim: str
    point: str


DEATHS = [
    *(Death("server", point) for point in (*CALL_POINTS, ANY_MOMENT)),
    *(Death("caller", point) for point in (*CALLER_POINTS, ANY_MOMENT)),
]


@dataclass(frozen=True)
class Outcome:
    """What became of every order that was wanted, over all runs."""

    runs: int
    killed: int
    wanted: int
    lost: int
    doubled: int
    invented: int

    @property
    def holds(self) -> bool:
        """Everything that was wanted was done once, and nothing else."""
        return not (self.lost or self.doubled or self.invented)


class Pair:
    """A server of payments and its callers, each with a database of its own."""

    def __init__(self, server: Mapping[str, Any], caller: Mapping[str, Any]) -> None:
        """Entries of DATABASES; their tables are there."""
        self._port = free_port()
        keys = {"*": {"k": "s" * 32}}
        domains: dict[str, Any] = {"sales": {"uses": ["payments"]}, "payments": {}}
        # As an impatient breaker would only make the runs longer.
        away = {"payments": {"url": f"http://127.0.0.1:{self._port}", "failures": 1_000_000}}
        self._there = _environment(server, {"serve": "payments", "keys": keys, "domains": domains})
        self._here = _environment(caller, {"serve": "sales", "keys": keys, "domains": domains, "ports": away})
        self._server = self.serve()

    def serve(self, *death: str) -> subprocess.Popen[bytes]:
        """A server that listens."""
        process = _start(self._there, _DYING, "server", str(self._port), *death)
        wait_until(lambda: is_open(self._port) or process.poll() is not None, seconds=_PATIENCE)
        return process

    def call(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A caller that is under way."""
        return _start(self._here, "tests.paying", *arguments)

    def run(self, death: Death, chance: random.Random, first: int) -> bool:
        """One death; whether it came as it should."""
        return (self._kill_server if death.victim == "server" else self._kill_caller)(death.point, chance, first)

    def _kill_server(self, point: str, chance: random.Random, first: int) -> bool:
        self.stop()
        dying = self.serve(*_when(point, chance))
        caller = self.call(str(first), str(ORDERS))
        killed = _is_killed(dying, point, chance)
        self._server = self.serve()
        return caller.wait(timeout=_PATIENCE) == 0 and killed

    def _kill_caller(self, point: str, chance: random.Random, first: int) -> bool:
        # More than it can do, where it should be killed at any moment.
        count = ORDERS if point else 1000
        return _is_killed(self.call(str(first), str(count), *_when(point, chance)), point, chance)

    def go_on(self) -> None:
        """Another caller takes over what those that died have left."""
        assert self.call("0", "0").wait(timeout=_PATIENCE) == 0

    def stop(self) -> None:
        """End the server."""
        self._server.kill()
        self._server.wait()


def kill_at_random(pair: Pair, runs: int, *, seed: int) -> int:
    """So many deaths, at each named point and at any moment, in an order by chance; how many came as they should."""
    chance = random.Random(seed)
    deaths: list[Death] = []
    while len(deaths) < runs:
        deaths += chance.sample(DEATHS, len(DEATHS))
    killed = sum(pair.run(death, chance, 1 + run * 10_000) for run, death in enumerate(deaths[:runs]))
    pair.go_on()
    return killed


def judge(runs: int, killed: int, *, wanted: Sequence[int], charged: Sequence[int]) -> Outcome:
    """Compare the orders that callers had committed with the charges that the server has."""
    return Outcome(
        runs=runs,
        killed=killed,
        wanted=len(wanted),
        lost=len(set(wanted) - set(charged)),
        doubled=len(charged) - len(set(charged)),
        invented=len(set(charged) - set(wanted)),
    )


def _when(point: str, chance: random.Random) -> list[str]:
    return [point, str(chance.randint(1, ORDERS - 1))] if point else []


def _is_killed(process: subprocess.Popen[bytes], point: str, chance: random.Random) -> bool:
    if not point:
        time.sleep(chance.uniform(0.5, 1.5))
        process.kill()
    return process.wait(timeout=_PATIENCE) == -signal.SIGKILL


def _environment(database: Mapping[str, Any], setting: Mapping[str, Any]) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(LIBRARY / "src"), str(LIBRARY)]),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "ANABRANCH_TEST_SETTING": json.dumps(setting),
        "ANABRANCH_TEST_DATABASES": json.dumps({"default": dict(database)}),
    }


def _start(environment: dict[str, str], *command: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=LIBRARY,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
