"""Every number of a dossier, counted again from the lines that it opens to."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from anabranch.cli.main import main

MARKET = Path(__file__).parents[2] / "examples" / "market"
START = 1_700_000_000


def write(folder: Path, number: int, author: str, **files: str) -> None:
    for path, text in files.items():
        (folder / path.replace("__", "/")).with_suffix(".py").write_text(text, encoding="utf-8")
    git(folder, number, author, "add", "-A")
    git(folder, number, author, "commit", "-q", "-m", f"Change {number}")


def git(folder: Path, number: int, author: str, *command: str) -> None:
    date = f"{START + number * 86_400} +0000"
    environment = {**os.environ, "GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
    name = ("-c", f"user.name={author}", "-c", f"user.email={author}@t.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *command], cwd=folder, check=True, capture_output=True, env=environment)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The dossier of the example after a few changes, about its domain orders."""
    folder = tmp_path_factory.mktemp("dossier") / "market"
    shutil.copytree(MARKET, folder)
    git(folder, 0, "one", "init", "-q", "-b", "main")
    write(folder, 0, "one")
    write(folder, 1, "one", orders__notes="A = 1\n")
    git(folder, 2, "two", "checkout", "-q", "-b", "branch")
    write(folder, 2, "two", orders__notes="A = 2\n", shipping__notes="A = 2\n", core__notes="A = 2\n")
    git(folder, 2, "two", "checkout", "-q", "main")
    git(folder, 3, "one", "merge", "-q", "--no-ff", "-m", "Merge", "branch")
    write(folder, 4, "ci[bot]", orders__notes="A = 3\n")
    write(folder, 5, "one", products__notes="A = 4\n", orders__notes="A = 4\n")
    out = folder.parent / "dossier.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ANABRANCH_CACHE", str(folder.parent / "cache"))
        patch.setattr(sys, "argv", ["anabranch", "dossier", "--domain", "orders", "--format", "json", "-o", str(out)])
        with pytest.raises(SystemExit) as left:
            main()
    assert not left.value.code
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


class Opened:
    """A row, and its lines by part."""

    def __init__(self, dossier: dict[str, Any], name: str) -> None:
        row = next(one for one in dossier["rows"] if one["name"] == name)
        self.numbers: dict[str, float] = row["numbers"]
        self.lines: dict[str, list[dict[str, str]]] = {}
        for line in row["lines"]:
            self.lines.setdefault(line["part"], []).append(line)

    def count(self, *parts: str) -> int:
        return sum(len(self.lines.get(part, ())) for part in parts)

    def what(self, part: str) -> list[str]:
        return [line["what"] for line in self.lines.get(part, ())]

    def first_numbers(self, part: str) -> list[int]:
        return [int(text.split()[0]) for text in self.what(part)]


def test_changes_are_those_inside_and_those_across(dossier: dict[str, Any]) -> None:
    early, deploy, alone = (Opened(dossier, name) for name in ("early", "deploy", "independent"))
    assert early.numbers["changes"] == early.count("across", "inside") == 4
    assert early.numbers["inside"] == early.count("inside") / 4
    assert early.numbers["tax"] == sum(text.count(",") for text in early.what("across")) == 3
    assert deploy.numbers["untouched"] == deploy.count("untouched") / deploy.count("untouched", "touched") == 0
    assert (alone.numbers["alone"], alone.numbers["own"]) == (alone.count("alone"), alone.count("alone", "shared"))


def test_authors_are_the_people_who_wrote_the_commits(dossier: dict[str, Any]) -> None:
    row = Opened(dossier, "maintain")
    assert row.numbers["authors"] == row.count("regular", "others") == 2
    assert row.numbers["regular"] == row.count("regular")
    assert row.what("regular") == ["2, orders 2", "1, orders 1"]
    assert (row.numbers["domain_authors"], row.numbers["commits"]) == (2, 3)


def test_halves_of_the_changes_are_told_apart(dossier: dict[str, Any]) -> None:
    row = Opened(dossier, "maintain")
    assert row.numbers["before"] == row.count("older") / row.numbers["older"]
    assert row.numbers["after"] == row.count("newer") / row.numbers["newer"]


def test_test_files_are_told_with_what_a_change_can_reach(dossier: dict[str, Any]) -> None:
    row = Opened(dossier, "testing")
    tests = row.count("single", "several")
    assert tests
    assert row.numbers["single"] == row.count("single") / tests
    changes = [int(text.split(" * ")[1]) for text in row.what("reached")]
    assert row.numbers["reach"] == median(
        reached for reached, count in zip(row.first_numbers("reached"), changes, strict=True) for _ in range(count)
    )


@pytest.mark.parametrize("name", ["network", "latency"])
def test_calls_are_those_of_each_view(dossier: dict[str, Any], name: str) -> None:
    row = Opened(dossier, name)
    assert row.numbers["views"] == row.count("views") > 0
    assert row.numbers["calls"] == row.count("calls") == sum(row.first_numbers("views")) > 0
    assert row.numbers["mean"] == row.count("calls") / row.count("views")
    assert row.numbers.get("most", 0) in (0, max(row.first_numbers("views")))
    assert row.numbers.get("loops", 0) == row.count("loops")


def test_the_tangle_and_what_is_reached_are_told_unit_by_unit(dossier: dict[str, Any]) -> None:
    row = Opened(dossier, "tangled")
    units = row.count("tangle", "outside")
    assert row.numbers["h"] == row.count("upward") / row.numbers["ties"] > 0
    assert row.numbers["share"] == row.count("tangle") / units
    assert row.numbers["propagation"] == sum(row.first_numbers("tangle") + row.first_numbers("outside")) / units**2
    assert row.numbers["fat"] == row.count("fat")


def test_references_to_the_domain_are_events_reads_or_neither(dossier: dict[str, Any]) -> None:
    row = Opened(dossier, "isolation")
    assert row.numbers["all"] == row.count("events", "reads", "others") > 0
    assert all(row.numbers[part] == row.count(part) for part in ("events", "reads", "others"))
    assert {text.split()[0] for text in row.what("events")} <= {"signal", "task"}
    assert all("models" in text for text in row.what("reads"))


def test_blocks_that_surely_write_on_both_sides_are_told_from_those_that_touch_them(dossier: dict[str, Any]) -> None:
    row = Opened(dossier, "transactions")
    assert row.numbers["blocks"] == row.count("blocks") > 0
    assert row.numbers["touching"] == row.count("blocks", "touching")
    assert all(text.count("*") > 1 for text in row.what("blocks"))
    assert all(text.count("*") < 2 for text in row.what("touching"))
    assert row.numbers["cascades"] == row.count("cascades")


def test_all_other_numbers_are_so_many_lines(dossier: dict[str, Any]) -> None:
    for name, parts in {
        "failure": {"bare"},
        "technology": {"single", "shared"},
        "own_technology": {"packages"},
        "operations": {"effects", "tasks"},
    }.items():
        row = Opened(dossier, name)
        assert all(row.numbers[part] == row.count(part) for part in parts)
    scale = Opened(dossier, "scale")
    assert scale.numbers["lines"] == sum(scale.first_numbers("leaving"))
    assert scale.numbers["units"] == scale.count("leaving") - 1
