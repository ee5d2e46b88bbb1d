from __future__ import annotations

import sys
from pathlib import Path

import pytest

from anabranch.cli.problems import Failure, told
from anabranch.cli.written import Unwritten
from anabranch.errors import NothingToRead
from anabranch.reports.answers.subjects import NameAmbiguous, NameNotFound
from anabranch.reports.texts.words import Words


def raised(error: BaseException) -> Failure:
    with pytest.raises(Failure) as caught, told(Words("en")):
        raise error
    return caught.value


def test_nothing_wrong_says_nothing() -> None:
    with told(Words("en")):
        pass


@pytest.mark.parametrize(
    ("error", "sentence", "code"),
    [
        (NothingToRead("There is no {folder}.", folder="x\x1b"), "There is no x\\x1b.", 2),
        (NameNotFound("a", ("b", "c")), "Nothing in the map is called a. Did you mean b, c?", 2),
        (NameNotFound("a", ()), "Nothing in the map is called a. anabranch unit without a name shows all units.", 2),
        (NameAmbiguous("a", ("b.a", "c.a")), "a can mean several things: b.a, c.a. Use one of these names.", 2),
        (PermissionError(13, "Permission denied", "x"), "Cannot read x: Permission denied.", 2),
        (Unwritten(Path("x"), OSError(30, "Read-only file system")), "Cannot write x: Read-only file system.", 2),
        (KeyboardInterrupt(), "Interrupted.", 130),
        (Failure("said already", 2), "said already", 2),
    ],
)
def test_an_error_becomes_a_sentence(error: BaseException, sentence: str, code: int) -> None:
    failure = raised(error)
    assert (failure.sentence, failure.code) == (sentence, code)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
def test_a_current_folder_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert (
        raised(FileNotFoundError(2, "No such file or directory")).sentence
        == "Cannot read .: No such file or directory."
    )


def test_our_own_mistake_is_no_traceback() -> None:
    assert "KeyError: 'x'" in raised(KeyError("x")).sentence


def test_our_own_mistake_is_a_traceback_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANABRANCH_TRACEBACK", "1")
    with pytest.raises(KeyError), told(Words("en")):
        raise KeyError("x")
