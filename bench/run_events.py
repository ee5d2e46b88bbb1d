"""Measure events: `python -m bench.run_events`.

What is compared is measured in turns, in one run, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.events import killing, latency, throughput, writers
from bench.events.database import postgres_database, sqlite_database

WRITERS = 8
TURN = 12.0
"""Seconds of a turn of writers: ten slices of each mode."""

BOUNDS = {"relay, handler does nothing": 5000, "relay, handler of many stores rows": 5000}
"""Events a second that are promised: of the relay with its inbox, beside what a handler itself costs."""


@dataclass(frozen=True)
class Figure:
    """One figure; `bound` is what is promised, None where it only stands beside."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    at_least: bool = True

    @property
    def holds(self) -> bool:
        """It is as promised."""
        return self.bound is None or (self.value >= self.bound if self.at_least else self.value <= self.bound)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench.run_events", description=__doc__)
    parser.add_argument("--only", choices=["throughput", "latency", "writers", "killing"], help="one of them [all]")
    parser.add_argument("--turns", type=int, default=5, help="turns of every contender [5]")
    parser.add_argument("--runs", type=int, default=200, help="processes that are killed [200]")
    parser.add_argument("--seed", type=int, default=1, help="of what is killed where [1]")
    parser.add_argument("--sqlite", action="store_true", help="kill on SQLite too")
    parser.add_argument("--output", type=Path, default=Path("build/bench-events.json"))
    options = parser.parse_args()
    parts: dict[str, Callable[[], list[Figure]]] = {
        "throughput": lambda: measure_throughput(options.turns),
        "latency": measure_latency,
        "writers": lambda: measure_writers(options.turns),
        "killing": lambda: measure_killing(options.runs, options.seed),
    }
    chosen = [options.only] if options.only else list(parts)
    if options.sqlite:
        with tempfile.TemporaryDirectory() as folder:
            sqlite_database(Path(folder))
            figures = measure_killing(options.runs, options.seed)
    else:
        with postgres_database():
            figures = [figure for name in chosen for figure in parts[name]()]
    for figure in figures:
        bound = "" if figure.bound is None else f"  at {'least' if figure.at_least else 'most'} {figure.bound:g}"
        print(f"{figure.name:72} {figure.value:10.3f} {figure.unit:10}{bound}  {'' if figure.holds else 'NO'}")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps([asdict(each) for each in figures], indent=2) + "\n")


def measure_throughput(turns: int) -> list[Figure]:
    """One relay, embedded handlers, inbox; beside a row a transaction, and beside ORM gets."""
    contenders: dict[str, Callable[[], float]] = {
        "ORM get": lambda: throughput.orm_get(2000),
        "one row a transaction, handler stores a row": lambda: throughput.deliver_one_by_one(1000),
        "relay, handler does nothing": lambda: throughput.deliver("ignored", 5000),
        "relay, handler stores a row": lambda: throughput.deliver("stored", 5000),
        "relay, handler of many stores rows": lambda: throughput.deliver("stored_together", 5000),
    }
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(turns + 1):
        for name, run in contenders.items():
            rate = run()
            # The first turn fills caches.
            taken[name] += [rate] if turn else []
    median = {name: statistics.median(rates) for name, rates in taken.items()}
    naive, get = median["one row a transaction, handler stores a row"], median["ORM get"]
    return [
        *(Figure(f"{name}: a second, median", rate, "1/s", BOUNDS.get(name)) for name, rate in median.items()),
        Figure(
            "handler stores a row: relay / one row a transaction", median["relay, handler stores a row"] / naive, ""
        ),
        Figure("handler does nothing: relay / ORM gets", median["relay, handler does nothing"] / get, ""),
    ]


def measure_latency() -> list[Figure]:
    """Events one by one; with a wake-up, and only by looking twice a second."""
    with latency.relay(poll=0.5):
        woken = latency.lags(200, apart=0.03)
    with latency.relay(poll=0.01):
        busy = latency.lags(100, apart=0.03)
    return [
        Figure("commit to seen, woken, looking every 0.5 s: p50", statistics.median(woken) * 1000, "ms", 10, False),
        Figure("commit to seen, woken, looking every 0.5 s: p95", woken[int(len(woken) * 0.95)] * 1000, "ms"),
        Figure("commit to seen, looking every 0.01 s as well: p50", statistics.median(busy) * 1000, "ms"),
        Figure("events seen of 300", len(woken) + len(busy), "", 300),
    ]


def measure_writers(turns: int) -> list[Figure]:
    """Eight processes that write orders with three lines, all without an event, then all with one, and so on."""
    taken = [writers.together(writers=WRITERS, seconds=TURN) for _ in range(turns)]
    rates = {mode: statistics.median(each[mode].a_second for each in taken) for mode in writers.MODES}
    spent = {mode: statistics.median(each[mode].processor for each in taken) for mode in writers.MODES}
    ratios = {
        mode: statistics.median(each[mode].a_second / each[writers.WITHOUT].a_second for each in taken)
        for mode in writers.MODES
    }
    return [
        *(Figure(f"{WRITERS} writers, {mode}", rate, "tx/s") for mode, rate in rates.items()),
        Figure("with an event / without, median of the turns", ratios[writers.WITH], "", 0.85),
        Figure("with NOTIFY in the transaction / without", ratios[writers.NOTIFYING], ""),
        *(Figure(f"processor time of a transaction, {mode}", time * 1e6, "µs") for mode, time in spent.items()),
        Figure("processor time without an event / with", spent[writers.WITHOUT] / spent[writers.WITH], ""),
    ]


def measure_killing(runs: int, seed: int) -> list[Figure]:
    """Processes killed at named points and at any moment."""
    outcome = killing.kill_at_random(runs, seed=seed)
    return [
        Figure("runs", outcome.runs, ""),
        Figure("processes killed", sum(outcome.killed.values()), "", outcome.runs),
        Figure("kinds of death", len(outcome.killed), ""),
        *(
            Figure(f"killed: {each.victim}, {each.point or 'any moment'}", count, "")
            for each, count in outcome.killed.items()
        ),
        Figure("events committed", outcome.committed, ""),
        Figure("lost", outcome.lost, "", 0, False),
        Figure("effects twice", outcome.doubled, "", 0, False),
        Figure("effects without a commit", outcome.invented, "", 0, False),
        Figure("keys out of order", outcome.out_of_order, "", 0, False),
    ]


if __name__ == "__main__":
    main()
