from __future__ import annotations

from pathlib import Path

from anabranch.cli.session import Session


def test_rules_that_change_meanwhile_are_those_of_the_first_look(tmp_path: Path) -> None:
    session = Session(str(tmp_path))
    (tmp_path / "anabranch.toml").write_text('layers = ["orders"]\n', encoding="utf-8")
    first = session.rules
    (tmp_path / "anabranch.toml").write_text('layers = ["catalog"]\n', encoding="utf-8")
    assert first is not None
    assert session.rules is first
    assert [layer.domains for layer in first.layers] == [("orders",)]


def test_folder_without_rules_has_none(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert Session(str(tmp_path)).rules is None


def test_file_that_comes_meanwhile_is_in_no_answer(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("", encoding="utf-8")
    session = Session(str(tmp_path))
    assert [len(session.files(tests=tests).python) for tests in (False, True)] == [0, 1]
    (tmp_path / "b.py").write_text("", encoding="utf-8")
    assert [len(session.files(tests=tests).python) for tests in (False, True)] == [0, 1]


def test_work_beside_is_waited_for_once(tmp_path: Path) -> None:
    session, done = Session(str(tmp_path)), list[int]()
    session.beside.append(lambda: done.append(1))
    session.end()
    session.end()
    assert done == [1]
