from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("distance", ["share", "copy", "wire", "process", "chaos"])
def test_the_suite_of_a_team_is_green_at(distance: str) -> None:
    assert_green(distance, f"--port-distance={distance}")


def test_the_suite_of_a_team_is_green_with_one_domain_far_that_calls_one_that_stays() -> None:
    assert_green("one_far", "--port-distance=process", "--port-domains=stock")


def assert_green(name: str, *options: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/suite"]
    done = subprocess.run(
        [*command, *options],
        cwd=ROOT,
        env={**os.environ, "ANABRANCH_TEST_NAME": f"suite_{name}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
