"""Wall times of the whole command, against `ast.parse` and grimp on the same tree in the same run."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bench.files import python_files
from bench.tool import Command, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Tree:
    """A copy of a project that may be changed; `module` is what grimp knows it by, where it is one package.

    Each figure is the median of so many `times`.
    """

    name: str
    folder: Path
    module: str | None
    scratch: Path
    times: int = 3


@dataclass(frozen=True)
class Times:
    """Seconds of the tool and of the peer it is held against."""

    name: str
    what: str
    seconds: float
    peer: str
    peer_seconds: float
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the peer's time the tool takes."""
        return self.seconds / self.peer_seconds


def measure_cold(tree: Tree) -> Times:
    """Time a first read, test code left out as it is by default, against bare `ast.parse` of the same files."""
    files = python_files(tree.folder, tests=False)
    pairs = [(_cold(tree), _parse(files)) for _ in range(tree.times)]
    seconds, parse = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Times(tree.name, f"cold, {len(files)} files", seconds, "ast.parse", parse, limit=2.5)


def _cold(tree: Tree) -> float:
    cache = tree.scratch / "cold"
    shutil.rmtree(cache, ignore_errors=True)
    return _timed(lambda: run(replace(command_for(tree), cache=cache, tests=False)))


def _parse(files: list[Path]) -> float:
    paths = "\n".join(map(str, files))
    return _numbers([sys.executable, "-m", "bench.peers", "parse"], paths)[0]


def measure_warm(tree: Tree) -> tuple[Times, ...]:
    """Time reads with a warm cache against grimp's, by new processes: nothing changed, and one file changed.

    What a file gets is what people write: a function that refers to something, and a relation, which any file can see.
    """
    command = command_for(tree)
    run(command)
    grimp = _grimp_line(tree, 1)
    _numbers(grimp)
    run(command)  # a file that was copied a moment ago is not believed
    unchanged = [(_timed(lambda: run(command)), _timed(lambda: _numbers(grimp))) for _ in range(tree.times)]
    another = []
    for _ in range(tree.times):
        shutil.rmtree(command.cache / "anabranch" / "answers")
        another.append((_timed(lambda: run(command)), _timed(lambda: _numbers(grimp))))
    return (
        _against_grimp(tree, "warm, nothing changed, asked before", unchanged, 1.0),
        _against_grimp(tree, "warm, nothing changed, another question", another, 1.0),
        _after(tree, "a function with a reference added", add_function),
        _after(tree, "a relation added to a model", add_relation),
    )


def _after(tree: Tree, what: str, change: Callable[[Tree, int], Path]) -> Times:
    """Time the whole command after one more edit of a file, and grimp after it."""
    pairs = []
    for number in range(tree.times):
        change(tree, number)
        pairs.append((_timed(lambda: run(command_for(tree))), _timed(lambda: _numbers(_grimp_line(tree, 1)))))
    return _against_grimp(tree, f"warm, one file changed: {what}", pairs, 2.5)


def measure_inside(tree: Tree) -> Times:
    """Time warm reads inside one process that has read before, as a server or a watcher would."""
    command = command_for(tree)
    run(command)
    line = [sys.executable, "-m", "bench.inside", str(tree.times + 1), *command.arguments]
    seconds = _numbers(line, environment=command.environment)[1:]
    peer = _numbers(_grimp_line(tree, tree.times + 1))[1:]
    return _against_grimp(tree, "warm, nothing changed, same process", list(zip(seconds, peer, strict=True)), None)


def _against_grimp(tree: Tree, what: str, pairs: list[tuple[float, float]], limit: float | None) -> Times:
    seconds, peer = (statistics.median(side) for side in zip(*pairs, strict=True))
    return Times(tree.name, what, seconds, "grimp", peer, limit)


def add_function(tree: Tree, number: int) -> Path:
    """Add a function that uses an imported name of the project, in a file in the middle of the tree."""
    line = re.compile(rf"^from (?:\.|{tree.module}\.)[\w.]* import (?P<name>\w+)$", re.MULTILINE)
    path, name = _in_the_middle(tree, line)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\n\ndef added_by_bench_{number}(value):\n    return {name['name']}, value\n")
    return path


def add_relation(tree: Tree, number: int) -> Path:
    """Add a foreign key to a model in the middle of the tree."""
    path, field = _in_the_middle(tree, re.compile(r"^    \w+ = models\.\w+Field\(", re.MULTILINE))
    text = path.read_text(encoding="utf-8")
    key = f'    added_by_bench_{number} = models.ForeignKey("self", null=True, on_delete=models.CASCADE)\n'
    path.write_text(text[: field.start()] + key + text[field.start() :], encoding="utf-8")
    return path


def _in_the_middle(tree: Tree, pattern: re.Pattern[str]) -> tuple[Path, re.Match[str]]:
    """The middle one of the files that a pattern is found in, and its first place there."""
    files = [path for path in python_files(tree.folder, tests=False) if "migrations" not in path.parts]
    found = [(path, pattern.search(path.read_text(encoding="utf-8", errors="replace"))) for path in files]
    fitting = [(path, place) for path, place in found if place is not None]
    return fitting[len(fitting) // 2]


def command_for(tree: Tree) -> Command:
    """The call that does grimp's work and more: all files, tests included, with a cache that stays."""
    return Command(tree.folder, tree.scratch / "map.json", tree.scratch / "warm", tests=True)


def _grimp_line(tree: Tree, times: int) -> list[str]:
    cache = str(tree.scratch / "grimp")
    return [sys.executable, "-m", "bench.peers", "grimp", str(tree.folder), str(tree.module), cache, str(times)]


def _numbers(line: list[str], text: str = "", environment: dict[str, str] | None = None) -> list[float]:
    done = subprocess.run(line, input=text, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(line)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return [float(number) for number in done.stdout.split()]


def _timed(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
