from __future__ import annotations

import io

import pytest

from anabranch.cli.progress import Progress
from anabranch.reports.texts.words import Words


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_no_progress() -> None:
    stream = io.StringIO()
    shown = Progress(Words("en"), stream, patience=0)
    shown(1, 2)
    shown.finish()
    assert stream.getvalue() == ""


def test_a_short_reading_shows_nothing_on_a_terminal() -> None:
    stream = Terminal()
    shown = Progress(Words("en"), stream)
    shown(1, 2)
    shown.finish()
    assert stream.getvalue() == ""


def test_a_long_reading_rewrites_one_line_and_wipes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    shown = Progress(Words("en"), stream, patience=0, interval=0)
    shown(1, 2000)
    shown(2000, 2000)
    shown.finish()
    assert "\rReading 1 of 2,000 files" in stream.getvalue()
    assert stream.getvalue().endswith(" \r")
    assert "\n" not in stream.getvalue()
