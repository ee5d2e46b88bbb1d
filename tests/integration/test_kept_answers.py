"""An answer is given again as long as the question and the files are the same, and never longer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.shop_project import write_shop

SOURCE = Path(__file__).parents[2] / "src"


class Terminal:
    """Runs commands in processes of their own, as people do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cache = folder.parent / "cache"

    def settle(self) -> None:
        """Make all files older than what may still change unseen."""
        for path in self.folder.rglob("*"):
            os.utime(path, (time.time() - 3600, time.time() - 3600))

    def __call__(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "ANABRANCH_CACHE": str(self.cache), "LC_ALL": "C.UTF-8"}
        command = [sys.executable, "-X", "utf8", "-m", "anabranch", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env={**environment, **variables}, capture_output=True, check=False
        )

    def answers(self) -> list[Path]:
        return sorted((self.cache / "answers").glob("*"))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(write_shop(tmp_path / "shop"))
    made.settle()
    return made


def test_same_question_has_the_same_answer_and_is_kept_once(terminal: Terminal) -> None:
    first, second = terminal("map"), terminal("map")
    assert (second.returncode, second.stdout) == (0, first.stdout)
    assert len(terminal.answers()) == 1


def test_kept_answer_is_what_a_fresh_reading_gives(terminal: Terminal) -> None:
    for question in (("map",), ("map", "--format", "json"), ("why", "orders", "catalog"), ("free", "orders")):
        terminal(*question)
        assert terminal(*question).stdout == terminal(*question, "--no-cache").stdout


def test_answer_ends_with_the_project_that_the_folder_was_a_part_of(terminal: Terminal) -> None:
    around = terminal.folder / "manage.py"
    around.touch()
    terminal.settle()
    inner = str(terminal.folder / "orders")
    assert b"a part of the project" in terminal("map", inner).stdout
    around.unlink()
    assert b"a part of the project" not in terminal("map", inner).stdout


def test_answer_ends_with_the_domains_that_it_was_given_for(terminal: Terminal) -> None:
    before = terminal("why", "orders", "catalog").stdout
    domains = 'layers = ["sales", "catalog"]\n[domains]\nsales = ["orders", "billing"]\n'
    (terminal.folder / "anabranch.toml").write_text(domains, encoding="utf-8")
    assert terminal("why", "sales", "catalog").returncode == 0
    assert terminal("why", "orders", "catalog").stdout == terminal("why", "orders", "catalog", "--no-cache").stdout
    assert before


def test_answer_ends_with_the_state_of_the_files(terminal: Terminal) -> None:
    before = terminal("map", "--format", "csv").stdout
    with (terminal.folder / "catalog/models.py").open("a") as file:
        file.write("\n\nfrom orders.models import Order\n\nORDERS = Order.objects\n")
    terminal.settle()
    after = terminal("map", "--format", "csv").stdout
    assert after != before
    assert after == terminal("map", "--format", "csv", "--no-cache").stdout


def test_file_that_just_changed_is_not_trusted(terminal: Terminal) -> None:
    (terminal.folder / "catalog/new.py").write_text("from orders.models import Order\n")
    terminal("map")
    assert terminal.answers() == []


def test_language_and_width_are_part_of_the_question(terminal: Terminal) -> None:
    english = terminal("map").stdout
    assert terminal("map", LC_ALL="ko_KR.UTF-8").stdout != english
    assert terminal("map").stdout == english


def test_answer_that_went_to_a_file_goes_there_again(terminal: Terminal) -> None:
    out = terminal.folder.parent / "map.json"
    terminal("map", "--format", "json", "-o", str(out))
    first = out.read_bytes()
    out.unlink()
    assert terminal("map", "--format", "json", "-o", str(out)).returncode == 0
    assert out.read_bytes() == first


def test_damaged_answer_is_as_if_it_were_not_there(terminal: Terminal) -> None:
    first = terminal("map").stdout
    (kept,) = terminal.answers()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert terminal("map").stdout == first


def test_check_is_never_answered_from_what_was_kept(terminal: Terminal) -> None:
    (terminal.folder / "anabranch.toml").write_text('layers = ["orders", "billing", "catalog"]\n')
    terminal("check", "--frozen")
    assert terminal("check", "--frozen").returncode == 1
    assert terminal.answers() == []
