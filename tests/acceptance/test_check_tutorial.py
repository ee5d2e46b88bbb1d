"""Walks the tutorial of `check`: its shell blocks are run, its commands print what it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from anabranch.cli.main import cli

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-check.md"
_BLOCK = re.compile(r"^```(sh|console)\n(.*?)^```$", re.M | re.S)


def _print(command: str) -> list[str]:
    ran = CliRunner().invoke(cli, [*shlex.split(command)[1:], "--lang", "en"], standalone_mode=False)
    assert ran.exception is None, ran.output
    return [line.strip() for line in ran.stdout.split("\n")]


@pytest.mark.skipif(shutil.which("sh") is None, reason="the tutorial is written for a POSIX shell")
def test_each_step_of_the_tutorial_does_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    source = tmp_path / "market"
    shutil.copytree(
        ROOT / "examples" / "market", source, ignore=shutil.ignore_patterns("__pycache__", ".*", "*.sqlite3")
    )
    blocks = _BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert [language for language, _ in blocks].count("console") > 4
    monkeypatch.chdir(tmp_path)
    for language, block in blocks:
        if language == "sh":
            subprocess.run(["sh", "-ec", block], check=True, env={**os.environ, "MARKET": str(source)})
            monkeypatch.chdir(tmp_path / "shop")
        else:
            command, *shown = block.removeprefix("$ ").rstrip().split("\n")
            printed = _print(command)
            assert [line for line in shown if line.strip() not in ("", "...") and line.strip() not in printed] == []
