"""Runs several processes beside one another until one of them ends, or the person ends them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, NamedTuple

PATIENCE = 10.0
"""Seconds that a process may take to end."""


class Part(NamedTuple):
    """One process: its name in front of its lines, its command, what is added to the environment."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]


def run_together(parts: Sequence[Part], say: Callable[[str], None]) -> int:
    """Start all, pass their lines on, and end all when one ends. Returns that one's exit code, 0 when interrupted."""
    started: list[tuple[Part, subprocess.Popen[str]]] = []
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        for part in parts:
            started.append((part, _start(part)))
            threading.Thread(target=_pass_on, args=(part.name, started[-1][1].stdout, say), daemon=True).start()
        return _wait_for_first(started, say)
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)
        _end([process for _part, process in started])


def _interrupt(*_signal: object) -> None:
    """An end from outside is an end like Ctrl-C, also where a shell's `&` has made Ctrl-C be ignored."""
    raise KeyboardInterrupt


def _start(part: Part) -> subprocess.Popen[str]:
    return subprocess.Popen(
        list(part.command),
        env={**os.environ, "PYTHONUNBUFFERED": "1", **part.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=sys.platform != "win32",
    )


def _wait_for_first(started: Sequence[tuple[Part, subprocess.Popen[str]]], say: Callable[[str], None]) -> int:
    while True:
        for part, process in started:
            code = process.poll()
            if code is not None:
                if len(started) > 1:
                    say(f"{part.name} ended with {code}; the others are ended too.")
                return code
        time.sleep(0.1)


def _pass_on(name: str, lines: IO[str] | None, say: Callable[[str], None]) -> None:
    for line in lines or ():
        say(f"{name:8} | {line.rstrip()}")


def _end(processes: Sequence[subprocess.Popen[str]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(process.poll() is None for process in processes):
        time.sleep(0.05)
    for process in processes:
        process.kill()
        process.wait()
