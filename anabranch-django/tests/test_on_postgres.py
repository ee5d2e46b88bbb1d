from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import Server

ROOT = Path(__file__).parents[1]


def _is_of_ports(path: Path) -> bool:
    return "world" not in path.read_text()


def test_conformance_holds_on_postgres(postgres: Server) -> None:
    environment = {**os.environ, "ANABRANCH_TEST_POSTGRES": f"{postgres.host}:{postgres.port}"}
    # Those of events start worlds on both databases by themselves.
    files = [str(path) for path in sorted((ROOT / "tests/conformance").glob("test_*.py")) if _is_of_ports(path)]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-m",
        "not ratio",
        *files,
    ]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-4000:]
    assert "skipped" not in done.stdout, done.stdout
