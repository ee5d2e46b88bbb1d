"""Walks the tutorial of `rehearse`: every command is run in its order, and prints what the tutorial shows below it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.rehearsal

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-rehearsal.md"
_BLOCK = re.compile(r"^```(sh|console|text)\n(.*?)^```$", re.M | re.S)
_PREPARED = ("make ready", ". .venv/bin/activate", "cp -r examples/market /tmp/market", "cd /tmp/market")
"""What the tutorial sets up: here the environment that runs this test, and a copy of the example."""


@pytest.fixture
def market(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", ".*", "*.sqlite3")
    return Path(shutil.copytree(ROOT / "examples" / "market", tmp_path / "market", ignore=ignored))


def run(command: str, folder: Path) -> str:
    own = ("PYTEST_", "DJANGO_", "CI", "LC_", "FORCE_COLOR")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    path = os.pathsep.join([str(Path(sys.executable).parent), inherited["PATH"]])
    settings = {"PATH": path, "COLUMNS": "100", "LANG": "C", "ANABRANCH_CACHE": str(folder.parent / "cache")}
    ran = subprocess.run(
        ["sh", "-ec", command], cwd=folder, env=inherited | settings, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
    return " ".join((ran.stdout + ran.stderr).split())


def test_each_command_of_the_tutorial_runs_and_prints_what_it_shows(market: Path) -> None:
    (_, setup), *blocks = _BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert tuple(setup.splitlines()) == _PREPARED
    printed, shown = "", 0
    for language, block in blocks:
        if language == "console":
            printed = run(block.removeprefix("$ "), market)
        else:
            shown += 1
            assert " ".join(block.split()) in printed, printed[-3000:]
    assert shown == 3
    assert (market / "anabranch.debt" / "rehearsal" / "reporting.txt").exists()
