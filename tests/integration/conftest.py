"""What tests of whole commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from anabranch.cli.main import main

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
