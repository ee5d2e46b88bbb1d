"""Runs the person's own command, unchanged but for one variable: its output, input and signals stay its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from anabranch.cli.problems import Failure
from anabranch.reports.texts.words import Words

_SHELL_SIGNAL = 128


def run_command(command: Sequence[str], *, variables: dict[str, str], quiet: bool, words: Words) -> int:
    """The exit code of the command; of one that a signal ended, 128 and the signal's number, as shells have it.

    With `quiet` its output goes to standard error, where standard output holds our own result for a program.
    """
    program = shutil.which(command[0])
    if program is None:
        raise Failure(words("rehearse.no_program", program=command[0]))
    environment = {**os.environ, **variables}
    output = sys.stderr if quiet and sys.stderr is not None else None
    try:
        child = subprocess.Popen([program, *command[1:]], env=environment, stdout=output)
    except OSError as error:
        raise Failure(words("rehearse.not_started", program=command[0], reason=error.strerror or str(error))) from error
    with _signals_left_to(child):
        code = child.wait()
    return code if code >= 0 else _SHELL_SIGNAL - code


@contextmanager
def _signals_left_to(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """An interrupt reaches the child by itself, from the terminal; what ends us is passed on. The report remains."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    before = {signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, pass_on)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def python_of(command: Sequence[str]) -> str | None:
    """The Python that a command runs: itself, or that of the script's first line; None where nobody can tell."""
    program = shutil.which(command[0])
    if program is None:
        return None
    if Path(program).name.startswith("python"):
        return program
    try:
        with Path(program).open("rb") as script:
            first = script.readline(512).decode("utf-8", "replace")
    except OSError:
        return None
    named = first[2:].split() if first.startswith("#!") else []
    if named and Path(named[0]).name == "env":
        named = [one for one in named[1:] if not one.startswith("-")]
    return shutil.which(named[0]) if named and "python" in Path(named[0]).name else None


def packages_missing(python: str, packages: Sequence[str]) -> list[str] | None:
    """Which top-level packages a Python does not have; None where it does not answer."""
    question = "import sys; from importlib.util import find_spec as f; print(*[i for i in sys.argv[1:] if not f(i)])"
    try:
        asked = subprocess.run(
            [python, "-c", question, *packages], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return asked.stdout.split() if asked.returncode == 0 else None
