"""Relays, servers and publishers that are killed again and again, and what became of the events."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections import Counter, defaultdict
from dataclasses import dataclass

from bench.events.database import start
from bench.events.publishing import KEYS, publish
from bench.ports.servers import free_port

EVENTS = 30
"""Published before, or while, a process dies."""
_DYING = "anabranch_django.testing.dying"
_APART = 1000
"""Numbers of one run; a publisher that is killed has not written all of them."""
_LEASE = {"lease": 1.0, "poll": 0.2, "backoff": 0.1, "attempts": 1000}
_PATIENCE = 8.0


@dataclass(frozen=True)
class Outcome:
    """What became of everything that was committed, over all runs."""

    runs: int
    killed: int
    committed: int
    lost: int
    doubled: int
    invented: int
    out_of_order: int

    @property
    def holds(self) -> bool:
        """Nothing went wrong."""
        return not (self.lost or self.doubled or self.invented or self.out_of_order)


def kill_at_random(runs: int, *, seed: int) -> Outcome:
    """So many deaths at random points of random processes, in one history; then one relay delivers the rest."""
    chance = random.Random(seed)
    killed = 0
    for run in range(runs):
        first = run * _APART
        victim = chance.choice([_kill_relay, _kill_relay, _kill_server, _kill_publisher])
        killed += victim(chance, first)
    _deliver_rest()
    return _judge(runs, killed)


def _kill_relay(chance: random.Random, first: int) -> bool:
    from anabranch_django.testing.dying import POINTS

    publish(first, EVENTS)
    point = chance.choice([*POINTS, ""])
    if not point:
        return _kill_later(start("django", "anabranch_relay", BENCH_FRAGILE="1", BENCH_SETTING=_setting()), chance)
    return _wait(start(_DYING, "relay", point, str(_count(point, chance)), BENCH_FRAGILE="1", BENCH_SETTING=_setting()))


def _count(point: str, chance: random.Random) -> int:
    """Which time it is reached for: handlers run for each event, the rest for each batch."""
    return chance.randint(1, 20) if point.startswith("handled") else chance.randint(1, 2)


def _kill_server(chance: random.Random, first: int) -> bool:
    from anabranch_django.testing.dying import SERVER_POINTS

    publish(first, EVENTS)
    port = free_port()
    apart = {"keys": {"*": {"1": "secret"}}, "domains": {"trade": {}, "store": {"uses": ["trade"]}}}
    away = {"store": {"url": f"http://127.0.0.1:{port}", "rest": 0.2}}
    point = chance.choice(list(SERVER_POINTS))
    server = start(
        _DYING,
        "server",
        str(port),
        point,
        str(_count(point, chance)),
        BENCH_FRAGILE="1",
        BENCH_SETTING=_setting(serve="store", **apart),
    )
    relay = start(
        "django", "anabranch_relay", BENCH_FRAGILE="1", BENCH_SETTING=_setting(serve="trade", ports=away, **apart)
    )
    try:
        return _wait(server)
    finally:
        relay.kill()
        relay.wait()


def _kill_publisher(chance: random.Random, first: int) -> bool:
    return _kill_later(start("bench.events.publishing", str(first), str(_APART)), chance)


def _kill_later(process: subprocess.Popen[bytes], chance: random.Random) -> bool:
    time.sleep(chance.uniform(0.4, 1.6))
    process.kill()
    return process.wait() == -signal.SIGKILL


def _wait(process: subprocess.Popen[bytes]) -> bool:
    """Whether it killed itself; a process that never came to its point is killed here."""
    try:
        return process.wait(timeout=_PATIENCE) == -signal.SIGKILL
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait() == -signal.SIGKILL


def _setting(**more: object) -> str:
    return json.dumps({"events": _LEASE, **more})


def _deliver_rest() -> None:
    from anabranch_django.events.models import DeferredEvent, OutboxEvent, UnsentEvent
    from anabranch_django.events.relay import Relay

    relay = Relay(["trade", "store"])
    while any(model.objects.exists() for model in (OutboxEvent, UnsentEvent, DeferredEvent)):
        if not relay.step():
            time.sleep(0.1)
    relay.release()


def _judge(runs: int, killed: int) -> Outcome:
    from bench.events.trade.models import Order, Seen

    committed = set(Order.objects.values_list("total", flat=True))
    seen = list(Seen.objects.order_by("id").values_list("number", flat=True))
    by_key: dict[int, list[int]] = defaultdict(list)
    for number in dict.fromkeys(seen):
        by_key[number % KEYS].append(number)
    return Outcome(
        runs=runs,
        killed=killed,
        committed=len(committed),
        lost=len(committed - set(seen)),
        doubled=sum(count - 1 for count in Counter(seen).values()),
        invented=len(set(seen) - committed),
        out_of_order=sum(numbers != sorted(numbers) for numbers in by_key.values()),
    )
