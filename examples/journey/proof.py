"""Prints a step and what proves it; a proof that fails ends the journey."""

import subprocess
import sys
import time
from pathlib import Path

BEGUN = time.monotonic()


def step(number, title):
    """Begin a step."""
    print(f"\n\033[1m{number}. {title}\033[0m" if sys.stdout.isatty() else f"\n{number}. {title}", flush=True)


def show(text, indent=3):
    """Print lines that a command gave."""
    for line in text.rstrip().splitlines():
        print(" " * indent + line, flush=True)


def prove(holds, what):
    """Say that something holds, or end."""
    print(f"   {'✓' if holds else '✗'} {what}", flush=True)
    if not holds:
        sys.exit(1)


def run(command, folder, *, fails=False, **environment):
    """The output of a command; ends the journey where it fails unexpectedly."""
    import os

    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if bool(done.returncode) is not fails:
        show(done.stdout[-4000:])
        prove(False, f"{' '.join(map(str, command))} ended with {done.returncode}")
    return done.stdout


def lines_with(text, *words):
    """The lines that have one of these words."""
    return "\n".join(line for line in text.splitlines() if any(word in line for word in words))


def python_tool(name):
    """A program of the environment that runs this one."""
    return str(Path(sys.executable).with_name(name))
