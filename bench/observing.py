"""What observing costs a project's own test suite, and whether a single outcome changes by it.

    python -m bench.observing --in ../shop --watch watch.json --times 3 -- .venv/bin/python -m pytest -q

runs the command in turn without observation, with everything but calls, with calls too, and with lines besides;
`{junit}` in the command becomes the file where the runner writes its report, and for pytest it is added by itself.
The environment of the command must have `anabranch-django`. A watch file is what `anabranch rehearse` and `observe`
write for the run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FIRST = frozenset({"sql", "transaction", "hop"})
REST = frozenset({"cascade", "signal", "task", "template", "url", "lock"})


@dataclass(frozen=True)
class Mode:
    """Which crossings are observed, and whether the lines of references are watched too."""

    detect: frozenset[str]
    lines: bool = False


MODES: dict[str, Mode | None] = {
    "off": None,
    "sql, transactions, hops": Mode(FIRST),
    "all but calls": Mode(FIRST | REST),
    "all": Mode(FIRST | REST | {"call"}),
    "all, and lines": Mode(FIRST | REST | {"call"}, lines=True),
}


@dataclass(frozen=True)
class Suite:
    """A command that runs tests in a folder, and the watch file for it."""

    folder: Path
    watch: Path
    command: tuple[str, ...]
    scratch: Path


@dataclass(frozen=True)
class Run:
    """Processor seconds of the whole command, seconds of its tests alone, and each test's outcome by name."""

    whole: float
    tests: float
    outcomes: Mapping[str, str]


def run_suite(suite: Suite, mode: Mode | None) -> Run:
    """Run the command once, observed in a mode, or not at all."""
    report = suite.scratch / "junit.xml"
    report.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name != "ANABRANCH_WATCH"}
    if mode is not None:
        environment["ANABRANCH_WATCH"] = str(_watch(suite, mode))
    before = _seconds()
    subprocess.run(
        _line(suite.command, report), cwd=suite.folder, env=environment, stdout=subprocess.DEVNULL, check=False
    )
    whole = _seconds() - before
    if not report.is_file():
        raise SystemExit(
            f"The command wrote no JUnit report to {report}; put {{junit}} where it takes the file's name."
        )
    seconds, outcomes = read_report(report)
    return Run(whole, seconds, outcomes)


def _seconds() -> float:
    """Processor time of all children: another process on the machine changes it less than the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(suite: Suite, mode: Mode) -> Path:
    watch = json.loads(suite.watch.read_text(encoding="utf-8"))
    watch |= {"detect": sorted(mode.detect), "records": str(suite.scratch / "records")}
    if not mode.lines:
        watch["lines"] = {}
    path = suite.scratch / "watch.json"
    path.write_text(json.dumps(watch), encoding="utf-8")
    return path


def _line(command: tuple[str, ...], report: Path) -> list[str]:
    if any("{junit}" in part for part in command):
        return [part.replace("{junit}", str(report)) for part in command]
    return [*command, f"--junitxml={report}"]


def read_report(path: Path) -> tuple[float, dict[str, str]]:
    """Seconds of all tests, without the slowest one (it makes the database), and outcomes by name."""
    outcomes: dict[str, str] = {}
    times: list[float] = []
    for case in ET.parse(path).iter("testcase"):
        name = f"{case.get('classname')}::{case.get('name')}"
        marks = sorted(child.tag for child in case if child.tag in {"failure", "error", "skipped"})
        outcomes[name] = " ".join([*outcomes.get(name, "").split(), *(marks or ["passed"])])
        times.append(float(case.get("time", 0)))
    return sum(times) - max(times, default=0), outcomes


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Tests whose outcome differs, with both."""
    names = sorted(before.keys() | after.keys())
    return [f"{name}: {before.get(name)} → {after.get(name)}" for name in names if before.get(name) != after.get(name)]


def measure(suite: Suite, times: int) -> int:
    """Run all modes in turn so many times; print ratios against off in the same turn. Answers how many changed."""
    ratios: dict[str, list[tuple[float, float]]] = {mode: [] for mode in MODES}
    different: set[str] = set()
    for turn in range(times):
        runs = {name: run_suite(suite, mode) for name, mode in MODES.items()}
        for mode, run in runs.items():
            ratios[mode].append((run.whole / runs["off"].whole, run.tests / runs["off"].tests))
            lines = changed(runs["off"].outcomes, run.outcomes)
            different |= {f"{mode}: {line}" for line in lines}
            print(
                f"turn {turn + 1}  {mode:24} {run.whole:8.1f} s  {run.tests:8.1f} s  {len(run.outcomes)} tests",
                flush=True,
            )
    for mode, pairs in ratios.items():
        whole, tests = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"{mode:24} whole command {whole:.2f} times   tests alone {tests:.2f} times")
    for line in sorted(different):
        print(f"changed: {line}")
    return len(different)


def main() -> None:
    """Read the arguments, measure, and end with 1 where an outcome changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="folder", type=Path, default=Path(), help="where the command runs")
    parser.add_argument("--watch", type=Path, required=True, help="a watch file of the project")
    parser.add_argument("--times", type=int, default=3, help="how many turns")
    parser.add_argument("command", nargs="+", help="the test command, after --")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="anabranch-observing-") as scratch:
        suite = Suite(given.folder, given.watch.resolve(), tuple(given.command), Path(scratch))
        sys.exit(1 if measure(suite, given.times) else 0)


if __name__ == "__main__":
    main()
