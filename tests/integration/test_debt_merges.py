"""Debt files merged by git itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from anabranch.rules.debt import format_debt, parse_debt
from anabranch.rules.values import Key
from tests.fakes.repository import Repository

FILE = "anabranch.debt/orders.txt"
BEFORE = {Key("code", f"orders:f{number:02}", "billing:charge"): 2 for number in range(0, 60, 2)}


def key(number: int) -> Key:
    return Key("code", f"orders:f{number:02}", "billing:charge")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path)
    made.git("init", "-q", "-b", "main")
    made.write(FILE, format_debt(BEFORE))
    made.commit()
    return made


def save(repository: Repository, branch: str, entries: dict[Key, int]) -> None:
    repository.git("checkout", "-q", "-b", branch, "main")
    repository.write(FILE, format_debt(entries))
    repository.commit()


def merged(repository: Repository) -> dict[Key, int]:
    repository.git("merge", "-q", "--no-edit", "one")
    return parse_debt((repository.folder / FILE).read_text("utf-8"), FILE)


def test_branches_that_each_pay_and_add_merge_without_conflict(repository: Repository) -> None:
    one = {entry: count for entry, count in BEFORE.items() if entry != key(4)} | {key(13): 1}
    other = {entry: count for entry, count in BEFORE.items() if entry != key(40)} | {key(51): 3}
    save(repository, "one", one)
    save(repository, "other", other)
    both = {entry: count for entry, count in BEFORE.items() if entry not in (key(4), key(40))}
    assert merged(repository) == both | {key(13): 1, key(51): 3}


def test_branches_that_accept_the_same_merge_to_one_entry(repository: Repository) -> None:
    save(repository, "one", BEFORE | {key(13): 1})
    save(repository, "other", BEFORE | {key(13): 1})
    assert merged(repository) == BEFORE | {key(13): 1}
