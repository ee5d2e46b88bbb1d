from __future__ import annotations

from pathlib import Path

from anabranch.reports.answers.places import Sources


def test_a_file_that_is_gone_has_empty_lines(tmp_path: Path) -> None:
    assert Sources(tmp_path).line("gone.py", 3) == ""


def test_a_line_past_the_end_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1\n")
    assert (Sources(tmp_path).line("a.py", 99), Sources(tmp_path).line("a.py", 0)) == ("", "")


def test_a_declared_encoding_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("# coding: euc-kr\nname = '주문'\n".encode("euc-kr"))
    assert Sources(tmp_path).line("a.py", 2) == "name = '주문'"


def test_bytes_that_fit_no_encoding_are_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"# coding: no-such\nx = '\xff'\n")
    assert Sources(tmp_path).line("a.py", 2) == "x = '\ufffd'"


def test_form_feeds_do_not_count_as_lines(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"a = 1\r\n\x0cb = 2\x0c\rc = 3\n")
    assert Sources(tmp_path).line("a.py", 3) == "c = 3"


def test_a_path_with_a_null_byte_has_no_lines(tmp_path: Path) -> None:
    assert Sources(tmp_path).line("a\x00.py", 1) == ""
