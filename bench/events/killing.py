"""Relays, servers and publishers that are killed again and again, and what became of the events."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bench.events.database import start
from bench.events.publishing import KEYS, publish
from bench.ports.servers import free_port

EVENTS = 30
"""Published before, or while, a process dies."""
_DYING = "anabranch_django.testing.dying"
_APART = 1000
"""Numbers of one run; a publisher that is killed has not written all of them."""
_EVENTS = {"lease": 1.0, "poll": 0.2, "backoff": 0.1, "attempts": 1000, "batch": 8}
"""Small batches, so that each point is come to several times."""
_FRAGILE = "0.2"
"""Share of the handlers' calls that fail, so that the points of deferring are come to as well."""
_PATIENCE = 60.0


class Death(NamedTuple):
    """Who dies, and where; "" is any moment, from outside."""

    victim: str
    point: str


@dataclass(frozen=True)
class Outcome:
    """What became of everything that was committed, over all runs."""

    runs: int
    killed: Mapping[Death, int]
    committed: int
    lost: int
    doubled: int
    invented: int
    out_of_order: int


def deaths() -> list[Death]:
    """Every named point of a relay, a server and a publisher, and each of them at any moment."""
    from anabranch_django.testing.dying import POINTS, PUBLISHER_POINTS, SERVER_POINTS

    points = {"relay": POINTS, "server": SERVER_POINTS, "publisher": PUBLISHER_POINTS}
    return [Death(victim, point) for victim, named in points.items() for point in (*named, "")]


def kill_at_random(runs: int, *, seed: int) -> Outcome:
    """So many deaths, each point as often as any other, in one history; then one relay delivers the rest."""
    chance = random.Random(seed)
    order: list[Death] = []
    while len(order) < runs:
        order += chance.sample(deaths(), len(deaths()))
    killed = dict.fromkeys(deaths(), 0)
    for run, death in enumerate(order[:runs]):
        killed[death] += _KILL[death.victim](death.point, chance, run * _APART)
    _deliver_rest()
    return _judge(runs, killed)


def _kill_relay(point: str, chance: random.Random, first: int) -> bool:
    publish(first, EVENTS)
    if not point:
        return _kill_later(_start("django", "anabranch_relay"), chance)
    return _wait(_start(_DYING, "relay", point, _count(point, chance)))


def _count(point: str, chance: random.Random) -> str:
    """Which time it is come to: handlers run for each event, the rest for each batch."""
    return str(chance.randint(1, 20) if point.startswith("handled") else chance.randint(1, 2))


def _kill_server(point: str, chance: random.Random, first: int) -> bool:
    publish(first, EVENTS)
    port = free_port()
    apart = {"keys": {"*": {"1": "s" * 32}}, "domains": {"trade": {}, "store": {"uses": ["trade"]}}}
    away = {"store": {"url": f"http://127.0.0.1:{port}", "rest": 0.2}}
    death = [point, _count(point, chance)] if point else []
    server = _start(_DYING, "server", str(port), *death, serve="store", **apart)
    relay = _start("django", "anabranch_relay", serve="trade", ports=away, **apart)
    try:
        return _wait(server) if point else _kill_later(server, chance)
    finally:
        relay.kill()
        relay.wait()


def _kill_publisher(point: str, chance: random.Random, first: int) -> bool:
    death = [point, str(chance.randint(1, 20))] if point else []
    publisher = _start("bench.events.publishing", str(first), str(_APART), *death)
    return _wait(publisher) if point else _kill_later(publisher, chance)


_KILL: dict[str, Callable[[str, random.Random, int], bool]] = {
    "relay": _kill_relay,
    "server": _kill_server,
    "publisher": _kill_publisher,
}


def _start(*arguments: str, **setting: object) -> subprocess.Popen[bytes]:
    return start(*arguments, BENCH_FRAGILE=_FRAGILE, BENCH_SETTING=json.dumps({"events": _EVENTS, **setting}))


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


def _deliver_rest() -> None:
    from anabranch_django.events.models import DeferredEvent, OutboxEvent, UnsentEvent
    from anabranch_django.events.relay import Relay

    relay = Relay(["trade", "store"])
    while any(model.objects.exists() for model in (OutboxEvent, UnsentEvent, DeferredEvent)):
        if not relay.step():
            time.sleep(0.1)
    relay.release()


def _judge(runs: int, killed: Mapping[Death, int]) -> Outcome:
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
