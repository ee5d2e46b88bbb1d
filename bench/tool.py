"""The tool as a user runs it: a command in a new process, and the map that it writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from anabranch.reading.values import Map

WORKERS = 2
"""Processors that a measured command may use."""


@dataclass(frozen=True)
class Command:
    """One call of the tool, with a cache folder of its own."""

    path: Path
    output: Path
    cache: Path
    tests: bool = False

    @property
    def errors(self) -> Path:
        """Where its messages go."""
        return self.output.with_suffix(".errors")

    @property
    def arguments(self) -> list[str]:
        """What is given to the tool."""
        options = ["map", str(self.path), "--format", "json", "-o", str(self.output)]
        return [*options, "--tests"] if self.tests else options

    @property
    def line(self) -> list[str]:
        """The whole command line."""
        return [sys.executable, "-m", "anabranch", *self.arguments]

    @property
    def environment(self) -> dict[str, str]:
        """The environment, with the user cache folders of all systems turned to the given one."""
        cache = str(self.cache)
        return os.environ | {"XDG_CACHE_HOME": cache, "HOME": cache, "LOCALAPPDATA": cache}


def bind_processors() -> int:
    """Let this process and all it starts use no more than `WORKERS` processors; give their number."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    chosen = sorted(os.sched_getaffinity(0))[:WORKERS]
    os.sched_setaffinity(0, chosen)
    return len(chosen)


@contextmanager
def running(command: Command) -> Iterator[subprocess.Popen[bytes]]:
    """Start the tool in a process group of its own, and wait for its end; its last words are ours where it fails."""
    for folder in (command.cache, command.output.parent):
        folder.mkdir(parents=True, exist_ok=True)
    # Into a file: nobody reads a pipe while memory is watched.
    with command.errors.open("wb") as errors:
        process = subprocess.Popen(
            command.line, env=command.environment, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
        )
    try:
        yield process
        process.wait()
    except BaseException:
        # Its group is not the terminal's, so nobody else stops it and its workers.
        _end(process)
        raise
    if process.returncode:
        words = command.errors.read_text(encoding="utf-8", errors="replace")
        raise SystemExit(f"The tool ended with {process.returncode}:\n{words[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
    process.wait()


def run(command: Command) -> None:
    """Run the tool to its end."""
    with running(command):
        pass


def read_map(command: Command) -> Map:
    """Run the tool and read what it wrote."""
    run(command)
    return load_map(command.output)


def load_map(path: Path) -> Map:
    """Read a map from a file."""
    return msgspec.json.decode(path.read_bytes(), type=Map)
