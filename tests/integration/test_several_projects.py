"""Questions that name no project, where a repository has two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anabranch.cli.main import cli
from anabranch.evidence.trend import Point, read_points
from tests.fakes.repository import Repository
from tests.fakes.shop_project import write_shop

WHICH = "Of large, the largest of the 2 projects here."


@pytest.fixture(autouse=True)
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of more units, and one of more lines that came a commit later."""
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    repository = Repository(tmp_path / "both")
    write_shop(repository.folder / "small")
    for unit in ("extra", "further"):
        repository.write(f"small/{unit}/__init__.py", "A = 1\n")
    repository.git("init", "-q")
    repository.commit("small alone")
    write_shop(repository.folder / "large")
    repository.write("large/catalog/more.py", "A = 1\n" * 200)
    repository.commit("large, too")
    monkeypatch.chdir(repository.folder)
    return repository.folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--lang", "en"])


@pytest.mark.parametrize("command", ["plan", "history", "dossier", "init --anchor sales=orders.models.Order"])
def test_command_says_of_which_project_it_speaks(command: str) -> None:
    ran = run(*command.split())
    assert (ran.exit_code, ran.stderr.splitlines()[0]) == (0, WHICH)


def test_commands_speak_of_the_same_project() -> None:
    answers = {name: json.loads(run(name, "--format", "json").stdout) for name in ("plan", "history", "dossier")}
    plan, history, dossier = answers.values()
    assert {plan["staircase"]["project"], history["project"], dossier["project"]} == {"large"}
    assert history["points"][-1]["project"] == "large"


def test_project_of_a_named_domain_needs_no_telling() -> None:
    ran = run("dossier", "--domain", "small/extra", "--format", "html")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert "<title>small: " in ran.stdout


def test_files_that_changed_most_are_of_the_project_that_is_asked_about(two: Path) -> None:
    for project in ("small", "large"):
        Repository(two).write(f"{project}/orders/more.py", "B = 1\n" * 1_000)
    Repository(two).commit("both changed")
    rows = json.loads(run("dossier", "--domain", "small/extra", "--format", "json").stdout)["rows"]
    hot = [line["where"] for row in rows for line in row["lines"] if line.get("part") == "hot"]
    assert hot[0] == "small/orders/more.py"
    assert all(place.startswith("small/") for place in hot)


def test_one_project_is_not_told(two: Path) -> None:
    ran = run("plan", "--in", str(two / "small"))
    assert "projects here" not in ran.stderr


def test_past_is_that_of_the_project_which_is_asked_about_whatever_is_kept_of_another(two: Path) -> None:
    points = [Point(commit, 0) for commit in reversed(Repository(two).git("log", "--format=%H").split())]
    names = [[one.project for one in read_points(two, points, project=project)] for project in ("large", "small", "")]
    assert names == [["small", "large"], ["small", "small"], ["small", "large"]]
