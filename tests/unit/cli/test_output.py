from __future__ import annotations

from pathlib import Path

import pytest

from anabranch.cli.output import deliver, encodable, refuse_unwritable, terminal_width, wants_colour
from anabranch.cli.problems import Failure
from anabranch.reports.texts.words import Words

WORDS = Words("en")


def test_no_file_is_always_writable() -> None:
    refuse_unwritable(None, WORDS)


def test_a_missing_folder_is_said_before_the_reading(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="No such file or directory"):
        refuse_unwritable(tmp_path / "none" / "map.json", WORDS)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="Is a directory"):
        refuse_unwritable(tmp_path, WORDS)


def test_a_file_is_written_as_it_is(tmp_path: Path) -> None:
    deliver("주문 → catalog\n", tmp_path / "map.txt", WORDS)
    assert (tmp_path / "map.txt").read_bytes() == "주문 → catalog\n".encode()


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Failure, match=r"Cannot write .*Is a directory\."):
        deliver("text", tmp_path, WORDS)


def test_files_have_no_colour_and_a_fixed_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    assert not wants_colour(Path("x"))
    assert terminal_width(Path("x")) == 100
    assert (wants_colour(None), terminal_width(None)) == (True, 200)


def test_no_color_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(None)


@pytest.mark.parametrize(
    ("encoding", "shown"), [("utf-8", "a → 주"), ("ascii", "a -> \\uc8fc"), ("no-such", "a -> \\uc8fc")]
)
def test_what_an_encoding_cannot_carry_is_spelled_out(encoding: str, shown: str) -> None:
    assert encodable("a → 주", encoding) == shown


def test_what_an_encoding_carries_stays_as_it_is_beside_what_it_does_not() -> None:
    assert encodable("주문 → 💥", "cp949") == "주문 -> \\U0001f4a5"
    assert encodable("주문 \udcff", "utf-8") == "주문 \\udcff"
