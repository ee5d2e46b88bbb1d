from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("distance", ["share", "copy", "wire", "process", "chaos"])
def test_the_suite_of_a_team_is_green_at(distance: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/suite"]
    done = subprocess.run(
        [*command, f"--port-distance={distance}"],
        cwd=ROOT,
        env={**os.environ, "ANABRANCH_TEST_NAME": f"suite_{distance}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
