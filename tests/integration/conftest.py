"""What tests of whole commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from anabranch.cli.main import main
from tests.fakes.past import Past

Run = Callable[..., tuple[int, str]]
"""A command by its arguments: its exit code, and what it printed."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["anabranch", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out + err

    return run


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    made = Past(tmp_path / "shop")
    monkeypatch.chdir(made.folder)
    made.commit("begin")
    return made
