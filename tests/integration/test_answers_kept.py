"""An answer is given again only where it is still true."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from anabranch.cli import question, start
from anabranch.reading.cache_folder import cache_folder
from tests.fakes.shop_project import write_shop

OLD = time.time() - 3600


class Ran(NamedTuple):
    out: str
    again: bool
    """Whether nothing was read for it."""


class Asker:
    """Asks as the command does, and knows whether an answer was given again."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        self._monkeypatch.setattr(sys, "argv", ["anabranch", *arguments])
        try:
            start.main()
        except SystemExit:
            return Ran(self._capsys.readouterr().out, again=False)
        return Ran(self._capsys.readouterr().out, again=True)


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asker:
    folder = write_shop(tmp_path / "shop")
    settle(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return Asker(folder, monkeypatch, capsys)


def settle(folder: Path) -> None:
    for path in folder.rglob("*.*"):
        os.utime(path, (OLD, OLD))


def kept_answers() -> list[Path]:
    folder = cache_folder()
    assert folder is not None
    return list((folder / "answers").iterdir())


def change(folder: Path) -> None:
    path = next(folder.rglob("models.py"))
    path.write_text(
        path.read_text(encoding="utf-8") + "\n\nimport catalog.models\nx = catalog.models\n", encoding="utf-8"
    )
    os.utime(path, (OLD, OLD))


@pytest.mark.parametrize("arguments", [("map",), ("map", "--format", "json"), ("unseen",), ("map", "--lang", "ko")])
def test_the_same_question_is_answered_again_in_the_same_words(ask: Asker, arguments: tuple[str, ...]) -> None:
    first = ask(*arguments)
    assert ask(*arguments) == Ran(first.out, again=True)
    assert first == Ran(ask(*arguments, "--no-cache").out, again=False)


def test_a_file_is_written_again(ask: Asker, tmp_path: Path) -> None:
    target = tmp_path / "map.json"
    arguments = ("map", "--format", "json", "-o", str(target))
    ask(*arguments)
    first = target.read_bytes()
    target.unlink()
    assert ask(*arguments).again
    assert target.read_bytes() == first


def test_a_file_that_cannot_be_written_is_left_to_the_command(ask: Asker, tmp_path: Path) -> None:
    target = tmp_path / "map.json"
    ask("map", "-o", str(target))
    target.unlink()
    target.mkdir()
    assert not ask("map", "-o", str(target)).again


def test_a_changed_file_is_read(ask: Asker) -> None:
    before = ask("map", "--format", "json")
    change(ask.folder)
    after = ask("map", "--format", "json")
    assert not after.again
    assert after.out != before.out
    assert after.out == ask("map", "--format", "json", "--no-cache").out


def test_a_file_that_is_gone_or_new_is_noticed(ask: Asker) -> None:
    ask("map")
    (ask.folder / "catalog" / "late.py").write_text("x = 1\n", encoding="utf-8")
    settle(ask.folder)
    assert not ask("map").again
    assert ask("map").again
    (ask.folder / "catalog" / "late.py").unlink()
    assert not ask("map").again


def test_a_file_written_a_moment_ago_is_not_believed(ask: Asker) -> None:
    path = next(ask.folder.rglob("models.py"))
    os.utime(path)
    ask("map")
    assert not ask("map").again


@pytest.mark.parametrize("name", ["LANG", "COLUMNS", "NO_COLOR"])
def test_another_environment_is_another_question(ask: Asker, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    ask("map")
    monkeypatch.setenv(name, "77")
    assert not ask("map").again


def test_another_folder_is_another_question(ask: Asker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("map")
    monkeypatch.chdir(write_shop(tmp_path / "other"))
    assert not ask("map").again


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_kept_answer_cut_off_at_any_place_is_as_if_it_were_not_there(ask: Asker, share: float) -> None:
    first = ask("map")
    (path,) = kept_answers()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert ask("map") == first


@pytest.mark.parametrize("damage", [b"\xff\x00\n", b"\0\0\0\0\0\n", b"no line"])
def test_a_damaged_answer_is_as_if_it_were_not_there(ask: Asker, damage: bytes) -> None:
    first = ask("map")
    (path,) = kept_answers()
    for content in (damage, path.read_bytes().replace(b"Found", b"Fount"), damage + path.read_bytes()):
        path.write_bytes(content)
        assert ask("map") == first


def test_an_answer_of_another_version_is_not_given(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("map")
    monkeypatch.setattr("anabranch.reading.answers_kept.tool_version", lambda: "newer")
    assert not ask("map").again


def test_a_question_that_failed_is_asked_again(ask: Asker) -> None:
    ask("why", "catalog", "nothing-of-that-name")
    assert not ask("why", "catalog", "nothing-of-that-name").again


def test_old_answers_go(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anabranch.reading.answers_kept._MOST_ANSWERS", 3)
    for number in range(100, 106):
        monkeypatch.setenv("COLUMNS", str(number))
        ask("map")
    assert len(kept_answers()) == 3


def test_completion_is_no_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ANABRANCH_COMPLETE", "bash_source")
    assert question.question_of(["map"]) is None
