"""Peak memory of all processes of one command together."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.tool import running

if TYPE_CHECKING:
    import subprocess

    from bench.tool import Command

PAUSE = 0.02
"""Seconds between two looks."""


def measure_peak(command: Command) -> float | None:
    """Run a command and give the largest sum in MB that was seen; nothing where the system does not tell."""
    if not Path("/proc/self/smaps_rollup").exists():
        print("Peak memory is measured on Linux only.", file=sys.stderr)
        return None
    with running(command) as process:
        return _watch(process) / 1e6


def _watch(process: subprocess.Popen[bytes]) -> int:
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(proportional_bytes(member) for member in group_members(process.pid)))
        time.sleep(PAUSE)
    return peak


def group_members(group: int) -> list[Path]:
    """Give the /proc folders of all processes of a group."""
    return [folder for folder in Path("/proc").iterdir() if folder.name.isdigit() and _group(folder) == group]


def _group(folder: Path) -> int | None:
    try:
        status = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name stands in brackets and may hold anything; the group is the third field after it.
    return int(status.rpartition(")")[2].split()[2])


def proportional_bytes(folder: Path) -> int:
    """Give the memory of a process, pages shared with others counted by share; 0 when it has just ended."""
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", (folder / "smaps_rollup").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0
