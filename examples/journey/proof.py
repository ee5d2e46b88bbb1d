"""Prints a step and what proves it; a proof that fails ends the journey."""

import os
import shutil
import subprocess
import sys
import textwrap
import time
from pathlib import Path

BEGUN = time.monotonic()


def step(number, title):
    """Begin a step."""
    told = fitted(f"{number}. {title}", indent=3)
    print(f"\n\033[1m{told}\033[0m" if sys.stdout.isatty() else f"\n{told}", flush=True)


def fitted(line, indent):
    """The line in lines of the terminal's width; a file gets it whole."""
    if not sys.stdout.isatty():
        return line
    width = shutil.get_terminal_size().columns
    return "\n".join(textwrap.wrap(line, width, subsequent_indent=" " * indent, drop_whitespace=False))


def show(text, indent=3):
    """Print lines that a command gave."""
    for line in text.rstrip().splitlines():
        print(fitted(" " * indent + line, indent=indent + 4), flush=True)


def prove(holds, what, *, quietly=False):
    """Say that something holds, or end; `quietly` says it only where it does not hold."""
    if holds and quietly:
        return
    print(fitted(f"   {'✓' if holds else '✗'} {what}", indent=5), flush=True)
    if not holds:
        sys.exit(1)


def run(command, folder, *, fails=False, **environment):
    """The output of a command; ends the journey where it fails unexpectedly."""
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


def manage(shop, *arguments, **environment):
    """Run a command of the shop."""
    return run([sys.executable, "manage.py", *arguments], shop, **environment)


def lines_with(text, *words):
    """The lines that have one of these words."""
    return "\n".join(line for line in text.splitlines() if any(word in line for word in words))


def python_tool(name):
    """A program of the environment that runs this one."""
    return str(Path(sys.executable).with_name(name))
