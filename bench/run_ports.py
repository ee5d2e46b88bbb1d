"""Measure calls through ports beside an ORM get and a REST call: `python -m bench.run_ports`.

Everything is measured in turns, in one run, so that what else the machine does falls on all alike. Figures are ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.ports.killing import kill_at_points
from bench.ports.placing import Placed, measure_placing
from bench.ports.servers import free_port, granian, gunicorn, postgres, running

Run = Callable[[], object]
PORTS = "anabranch_django.wsgi:application"
PLACINGS = 7
"""Turns in which servers are started."""
PUBLIC = "bench.ports.shop.wsgi:application"
SERVERS: dict[str, Callable[[int], list[str]]] = {
    "granian": lambda port: granian(PORTS, port=port),
    "gunicorn threads": lambda port: gunicorn(PORTS, port=port, threads=4),
    "rest": lambda port: gunicorn(PUBLIC, port=port, threads=1),
}


@dataclass(frozen=True)
class Contender:
    """One way to get an answer. `times` per turn; `p50` and `p99` in microseconds."""

    name: str
    p50: float
    p99: float


@dataclass(frozen=True)
class Figure:
    """One line: a ratio of two medians, or microseconds or a number where that is named."""

    name: str
    value: float
    bound: float | None = None
    """At most so much; None where it only stands beside."""

    def __str__(self) -> str:
        if self.bound is None:
            return f"{self.name:86} {self.value:7.3f}"
        return f"{self.name:86} {self.value:7.3f}  at most {self.bound:g}  {'yes' if self.holds else 'NO'}"

    @property
    def holds(self) -> bool:
        """It is within the bound."""
        return self.bound is None or self.value <= self.bound


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench.run_ports", description=__doc__)
    parser.add_argument("--turns", type=int, default=15, help="turns of every contender [15]")
    parser.add_argument("--kills", type=int, default=200, help="servers and callers killed on each database [200]")
    parser.add_argument("--output", type=Path, default=Path("build/bench-ports.json"))
    options = parser.parse_args()
    with prepared() as runs:
        contenders = measure(runs, turns=options.turns)
        placed = measure_placing(turns=PLACINGS)
    figures = judge({contender.name: contender for contender in contenders}) + judge_placing(placed)
    figures += judge_killing(kill_at_points(options.kills)) if options.kills else []
    for contender in contenders:
        print(f"{contender.name:44} p50 {contender.p50:9.1f} us   p99 {contender.p99:9.1f} us")
    for each in placed:
        print(f"{each.name:44} first answer {each.start:6.2f} s   memory {each.memory:6.1f} MB")
    print(*figures, sep="\n")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    parts: dict[str, list[Any]] = {"contenders": contenders, "placed": placed, "figures": figures}
    written = {name: [asdict(each) for each in part] for name, part in parts.items()}
    options.output.write_text(json.dumps(written, indent=2) + "\n")


@contextmanager
def prepared() -> Iterator[dict[str, tuple[int, Run]]]:
    """Start a database and the servers; give what is run, and how often a turn."""
    with ExitStack() as stack:
        server = stack.enter_context(postgres().running_server())
        os.environ.update(BENCH_POSTGRES_HOST=server.host, BENCH_POSTGRES_PORT=str(server.port))
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.ports.shop.settings"
        _make_tables()
        urls = {}
        for name, command in SERVERS.items():
            port = free_port()
            urls[name] = stack.enter_context(running(command(port), port=port))
        yield _runs(urls)
        _close()


def measure(runs: dict[str, tuple[int, Run]], *, turns: int) -> list[Contender]:
    """Take turns; a contender's figures are over all its single runs."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(turns + 1):
        for name, (times, run) in runs.items():
            single = [_time(run) for _ in range(times)]
            # The first turn fills caches and pools.
            taken[name] += single if turn else []
    return [
        Contender(name, statistics.median(times) * 1e6, statistics.quantiles(times, n=100)[-1] * 1e6)
        for name, times in taken.items()
    ]


def judge(measured: dict[str, Contender]) -> list[Figure]:
    """The figures that are promised."""
    get, rest = measured["ORM get"].p50, measured["REST: DRF, requests, gunicorn sync"].p50
    copy = measured["port in process, 1 KB"].p50
    over = {name: measured[f"port over {name}, 1 KB"].p50 for name in ("granian", "gunicorn threads")}
    best = min(over.values())
    return [
        Figure("in process, 1 KB, microseconds", copy, 40),
        Figure("in process, 1 KB / ORM get", copy / get, 0.15),
        *(Figure(f"loopback, {name} / ORM get", value / get) for name, value in over.items()),
        Figure("loopback, the better one / ORM get", best / get, 1.5),
        Figure("loopback, the better one / REST: DRF, requests, gunicorn sync", best / rest, 0.2),
    ]


def judge_placing(placed: list[Placed]) -> list[Figure]:
    """A process that serves one domain, beside those that serve everything."""
    *wholes, alone = placed
    return [
        figure
        for whole in wholes
        for figure in (
            Figure(f"memory: {alone.name} / {whole.name}", alone.memory / whole.memory, 1),
            Figure(f"first answer: {alone.name} / {whole.name}", alone.start / whole.start, 1),
        )
    ]


def judge_killing(outcomes: dict[str, dict[str, int]]) -> list[Figure]:
    """Of every order that a caller wanted."""
    return [
        Figure(f"{said} on {vendor}, {outcome['killed']} killed, {outcome['wanted']} wanted", outcome[name], 0)
        for vendor, outcome in outcomes.items()
        for name, said in (("lost", "lost"), ("doubled", "done twice"), ("invented", "done and not wanted"))
    ]


def _runs(urls: dict[str, str]) -> dict[str, tuple[int, Run]]:
    import requests
    from anabranch_django.by_value import encode
    from anabranch_django.ports.carriers import COPY, Carrier, reach_by
    from anabranch_django.ports.carriers import connect as connected
    from anabranch_django.settings import PortSettings

    from bench.ports.shop.models import Article
    from bench.ports.shop.port import Bench, kilobyte

    document, port = kilobyte(), Bench()
    article = Article.objects.create(name="an article", price=100)
    body = encode(document)

    def through(carrier: Carrier, call: Run) -> Run:
        def run() -> object:
            reach_by(lambda _key: carrier)
            return call()

        return run

    def rest() -> object:
        answered = requests.post(
            f"{urls['rest']}/echo/", data=body, headers={"Content-Type": "application/json"}, timeout=10
        )
        answered.raise_for_status()
        return answered.json()

    remotes = {name: connected(name, PortSettings(url=urls[name])) for name in ("granian", "gunicorn threads")}
    runs: dict[str, tuple[int, Run]] = {
        "ORM get": (60, lambda: Article.objects.get(pk=article.pk)),
        "port in process, 1 KB": (200, through(COPY, lambda: port.echo(document=document))),
        "command in process, 1 KB": (60, through(COPY, lambda: port.keep(document=document))),
    }
    for name, remote in remotes.items():
        runs[f"port over {name}, 1 KB"] = (60, through(remote, lambda: port.echo(document=document)))
        runs[f"command over {name}, with receipt"] = (30, through(remote, lambda: port.keep(document=document)))
    runs["REST: DRF, requests, gunicorn sync"] = (15, rest)
    return runs


def _make_tables() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _time(run: Run) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
