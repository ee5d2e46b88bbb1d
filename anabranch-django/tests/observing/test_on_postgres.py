from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import Server

HERE = Path(__file__).parent
SEEN = ("calls", "cascades", "constraints", "hops", "pages", "queries", "sql", "transactions")
"""The tests of what is seen; a server-side cursor is what `iterator()` opens there."""


def test_all_that_is_seen_on_sqlite_is_seen_on_postgresql(postgres: Server) -> None:
    there = {
        "ANABRANCH_TEST_POSTGRES": f"{postgres.host}:{postgres.port}",
        "ANABRANCH_TEST_NAME": "observing",
        "ANABRANCH_TEST_OBSERVING": "1",
    }
    files = [f"{HERE}/test_{name}.py" for name in SEEN]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--no-migrations", "-p", "no:cacheprovider", *files],
        cwd=HERE.parents[1],
        env={**{name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}, **there},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-1000:]
