"""The tool's own command, called again and again in one process: `python -m bench.inside TIMES ARGUMENT…`.

Prints the seconds of each call, one a line. What a start of Python and its imports cost is left out that way.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import redirect_stdout, suppress
from pathlib import Path

from anabranch.cli.main import main as command


def time_command(arguments: list[str]) -> float:
    """Time one call."""
    sys.argv = ["anabranch", *arguments]
    begin = time.perf_counter()
    # A command ends by leaving the process.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), suppress(SystemExit):
        command()
    return time.perf_counter() - begin


def main() -> None:
    """Measure."""
    times, *arguments = sys.argv[1:]
    for _ in range(int(times)):
        print(time_command(arguments))


if __name__ == "__main__":
    main()
