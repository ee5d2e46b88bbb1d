"""Runs the person's own command, unchanged but for one variable: its output, input and signals stay its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType, MappingProxyType

from anabranch.cli.problems import Failure, reason_of
from anabranch.reports.texts.words import Words

_SHELL_SIGNAL = 128
_NONE: Mapping[str, str] = MappingProxyType({})


def run_command(
    command: Sequence[str], *, quiet: bool, words: Words, variables: Mapping[str, str] = _NONE, folder: str = "."
) -> int:
    """The exit code of the command, run in a folder; of one that a signal ended, 128 and the signal's number, as shells
    have it.

    With `quiet` its output goes to standard error, where standard output holds our own result for a program.
    """
    is_path = Path(command[0]).name != command[0]
    program = shutil.which(str(Path(folder).absolute() / command[0]) if is_path else command[0])
    if program is None:
        raise Failure(words("rehearse.no_program", program=command[0]))
    environment = {**os.environ, **variables}
    output = (sys.stderr or subprocess.DEVNULL) if quiet else None
    with _signals_passed_on() as adopt:
        try:
            child = subprocess.Popen([program, *command[1:]], env=environment, stdout=output, cwd=folder)
        except OSError as error:
            told = words("rehearse.not_started", program=command[0], reason=reason_of(error, words))
            raise Failure(told) from error
        adopt(child)
        code = child.wait()
    return code if code >= 0 else _SHELL_SIGNAL - code


@contextmanager
def _signals_passed_on() -> Iterator[Callable[[subprocess.Popen[bytes]], None]]:
    """What ends us is passed on to the child, once there is one; an interrupt reaches it by itself, from the terminal.
    The report remains.
    """
    children: list[subprocess.Popen[bytes]] = []
    early: list[int] = []

    def pass_on(number: int, _frame: FrameType | None) -> None:
        for child in children:
            child.send_signal(number)
        if not children:
            early.append(number)

    def adopt(child: subprocess.Popen[bytes]) -> None:
        children.append(child)
        for number in early:
            child.send_signal(number)

    def leave(_number: int, _frame: FrameType | None) -> None:
        """Not ignored, for the child would go on ignoring it."""

    ours = {"SIGINT": leave, "SIGTERM": pass_on, "SIGHUP": pass_on}
    numbers = {getattr(signal, name): handler for name, handler in ours.items() if hasattr(signal, name)}
    # What `nohup` or a shell has set to be ignored stays so, here and in the child.
    before = [
        (number, signal.signal(number, handler))
        for number, handler in numbers.items()
        if signal.getsignal(number) is not signal.SIG_IGN
    ]
    try:
        yield adopt
    finally:
        for number, handler in before:
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
