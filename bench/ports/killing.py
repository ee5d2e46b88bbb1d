"""Servers and callers of a port, killed at named points and at any moment: the library's own test, run longer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.ports.servers import ROOT

_TEST = "tests/ports/test_killed_at_points.py"


def kill_at_points(runs: int) -> dict[str, dict[str, int]]:
    """So many deaths on each database: what became of what callers wanted, by the kind of database.

    Raises `RuntimeError` where the test did not come to its end.
    """
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ANABRANCH_TEST_KILLS": str(runs), "ANABRANCH_TEST_KILLS_WRITTEN": folder}
        for name in ("DJANGO_SETTINGS_MODULE", "BENCH_POSTGRES_HOST", "BENCH_POSTGRES_PORT"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", _TEST]
        # Its verdict is in the figures: one that failed has written them too.
        cwd = ROOT / "anabranch-django"
        done = subprocess.run(command, cwd=cwd, env=environment, check=False, capture_output=True, text=True)
        found = {path.stem: json.loads(path.read_bytes()) for path in sorted(Path(folder).glob("*.json"))}
        if not found:
            raise RuntimeError(f"nobody was killed:\n{done.stdout}{done.stderr}")
        return found
