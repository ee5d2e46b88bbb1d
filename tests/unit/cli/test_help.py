from __future__ import annotations

import re
import sys
from collections.abc import Callable

import click
import pytest
from rich.cells import cell_len

from anabranch.cli.main import cli, main
from anabranch.reports.texts.korean.help import HELP

COMMANDS = cli.list_commands(click.Context(cli))
EXAMPLE = re.compile(r" +(anabranch|bash|zsh|fish) ")
ENGLISH = re.compile(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}")

Help = Callable[..., str]


@pytest.fixture
def help_of(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Help:
    def help_of(*arguments: str) -> str:
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.setattr(sys, "argv", ["anabranch", *arguments, "--help"])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 0
        return capsys.readouterr().out

    return help_of


def words_alone(line: str) -> str:
    """A line without the command that it shows."""
    return re.split(r" {2,}", line.strip(), maxsplit=1)[-1] if EXAMPLE.match(line) and "  " in line.strip() else line


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_korean_where_that_is_asked_for(help_of: Help, command: str) -> None:
    said = help_of(command, "--lang", "ko")
    assert said.startswith("사용법: anabranch")
    lines = [line for line in said.splitlines() if not re.match(r" +anabranch [^가-힣]*$", line)]
    assert [line for line in lines if ENGLISH.search(words_alone(line))] == []


def test_help_of_the_tool_itself_is_korean_too(help_of: Help, monkeypatch: pytest.MonkeyPatch) -> None:
    said = help_of("--lang", "ko")
    assert "살펴보기:\n  map       프로젝트의 참조" in said
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert help_of() == said


@pytest.mark.parametrize("command", COMMANDS)
def test_a_line_of_korean_is_no_wider_than_one_of_english(help_of: Help, command: str) -> None:
    lines = help_of(command, "--lang", "ko").splitlines()
    assert max(cell_len(line) for line in lines if not EXAMPLE.match(line)) <= 100


def test_every_translation_is_of_a_text_that_the_help_still_has(help_of: Help) -> None:
    said = "".join("".join(help_of(*command).split()) for command in [(), *((name,) for name in COMMANDS)])
    assert [text for text in HELP if "".join(text.split()) not in said] == []


def test_the_language_can_be_said_before_the_command(help_of: Help) -> None:
    assert help_of("--lang", "ko", "unit") == help_of("unit", "--lang", "ko")
