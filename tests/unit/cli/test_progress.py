from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from anabranch.cli.progress import Progress
from anabranch.reports.texts.words import Language, Words


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


def test_a_closed_standard_error_gets_no_progress() -> None:
    shown = Progress(Words("en"), None, patience=0)
    shown(1, 2)
    shown.finish()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("columns", [1, 20, 40])
def test_the_line_is_never_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch, language: Language, columns: int
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = Terminal()
    shown = Progress(Words(language), stream, patience=0, interval=0)
    shown(1_234, 56_789)
    shown(56_789, 56_789)
    shown.finish()
    assert max(map(cell_len, stream.getvalue().split("\r"))) < columns


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
