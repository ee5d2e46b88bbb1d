"""Rehearsals of the example: every planted crossing at its site, and a zero that means zero."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.rehearsal

ROOT = Path(__file__).parents[2]
MARKET = ROOT / "examples" / "market"
DOMAINS = (
    "accounts", "inventory", "notifications", "orders", "payments", "products", "promotions", "reporting", "reviews",
    "shipping",
)  # fmt: skip
PORT = sorted((ROOT / "examples" / "journey" / "patches").glob("*.patch"))
APART = MARKET / "apart"


class Leaving(NamedTuple):
    """A domain that patches bring to zero, and how its tables are put into a second database."""

    domain: str
    patches: tuple[Path, ...]
    tests: int
    settings: str
    place: str
    """The variable that names the second database, or the domain for settings that make one for it."""


LEFT = (
    Leaving("reporting", (APART / "databases.patch", APART / "reporting.patch"), 223, "config.apart", "MARKET_APART"),
    Leaving("payments", tuple(PORT), 243, "config.settings", "MARKET_PAYMENTS_DATABASE"),
    Leaving("shipping", tuple(PORT), 243, "config.settings", "MARKET_SHIPPING_DATABASE"),
)
SUITE = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")


class Planted(NamedTuple):
    kind: str
    file: str
    line: int
    importer: str
    imported: str


def planted() -> list[Planted]:
    rows = tomllib.loads((MARKET / "crossings.toml").read_text(encoding="utf-8"))["crossing"]
    return [Planted(**{name: row[name] for name in Planted._fields}) for row in rows]


def domain_of(symbol: str) -> str:
    return symbol.replace("/", ".").split(".")[0]


def run(*arguments: str, folder: Path, cache: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DJANGO_", "CI"))}
    environment = {**inherited, "PYTHONPATH": str(ROOT / "src"), "ANABRANCH_CACHE": str(cache), **variables}
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def anabranch(*arguments: str, folder: Path, cache: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "anabranch", *arguments, folder=folder, cache=cache, **variables)


def answered(ran: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert ran.returncode == 0, ran.stderr[-2000:]
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def sites(answer: dict[str, Any]) -> set[Planted]:
    return {
        Planted(one["kind"], one["file"], one["line"], one["importer"]["symbol"], one["imported"]["symbol"])
        for one in (*answer["crossings"], *answer["ready"])
    }


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def test_every_planted_crossing_is_observed_at_its_site(tmp_path: Path, cache: Path) -> None:
    kept = tmp_path / "observed.json"
    ran = anabranch("observe", "--calls", "--observed", str(kept), "--", *SUITE, folder=MARKET, cache=cache)
    assert ran.returncode == 0, ran.stderr[-2000:]
    seen = {Planted(one[0], one[1], one[2], one[4], one[6]) for one in json.loads(kept.read_text())["sites"]}
    assert sorted(set(planted()) - seen) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_rehearsal_of_a_domain_finds_what_was_planted_on_its_edge(domain: str, cache: Path) -> None:
    answer = answered(anabranch("rehearse", domain, "--format", "json", "--", *SUITE, folder=MARKET, cache=cache))
    # Calls are off below Python 3.12; what crosses in code that every deployment has is no crossing of the domain.
    wanted = {
        one for one in planted()
        if one.kind != "call" and domain in (domain_of(one.importer), domain_of(one.imported))
    }  # fmt: skip
    assert sorted(wanted - sites(answer)) == []
    assert answer["tests"] == 223
    assert answer["exit_code"] == 0
    assert answer["edge"]["reached"] > 0


def test_parallel_runs_and_both_runners_see_the_same(cache: Path) -> None:
    runs = ((*SUITE, "-n", "2"), (sys.executable, "manage.py", "test", "--parallel", "2"))
    answers = [
        answered(anabranch("rehearse", "payments", "--format", "json", "--", *one, folder=MARKET, cache=cache))
        for one in runs
    ]
    assert [(one["processes"] > 1, one["tests"], one["notes"]) for one in answers] == [
        (True, 223, one["notes"]) for one in answers
    ]
    assert sites(answers[0]) == sites(answers[1])


@pytest.fixture(scope="module", params=LEFT, ids=lambda leaving: leaving.domain)
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Leaving, Path]:
    """The market with every crossing of a domain removed."""
    leaving: Leaving = request.param
    folder = copied_market(tmp_path_factory.mktemp("apart"))
    for patch in leaving.patches:
        subprocess.run(["git", "apply", str(patch)], cwd=folder, check=True)
    return leaving, folder


def copied_market(parent: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.sqlite3", ".pytest_cache")
    return Path(shutil.copytree(MARKET, parent / "market", ignore=ignored))


def on_two_databases(leaving: Leaving, folder: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """The suite, where every test may use both: nothing but a router keeps the tables apart."""
    place = leaving.domain if leaving.place == "MARKET_APART" else str(folder / "second.sqlite3")
    return run(*SUITE, "--ds", leaving.settings, folder=folder, cache=cache, **{leaving.place: place})


def test_a_domain_whose_crossings_were_removed_is_at_zero(left: tuple[Leaving, Path], cache: Path) -> None:
    leaving, folder = left
    answer = answered(
        anabranch("rehearse", leaving.domain, "--calls", "--format", "json", "--", *SUITE, folder=folder, cache=cache)
    )
    assert (answer["sites"], answer["kinds"]) == (0, [])
    assert answer["tests"] == leaving.tests
    assert answer["edge"]["reached"] >= 0.8 * answer["edge"]["references"]


def test_the_suite_passes_with_its_tables_in_a_second_database(left: tuple[Leaving, Path], cache: Path) -> None:
    leaving, folder = left
    ran = on_two_databases(leaving, folder, cache)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert f"{leaving.tests} passed" in ran.stdout


@pytest.mark.parametrize("domain", [leaving.domain for leaving in LEFT])
def test_without_the_patch_the_same_suite_fails_on_two_databases(domain: str, tmp_path: Path, cache: Path) -> None:
    folder = copied_market(tmp_path)
    subprocess.run(["git", "apply", str(APART / "databases.patch")], cwd=folder, check=True)
    ran = run(*SUITE, "--ds", "config.apart", folder=folder, cache=cache, MARKET_APART=domain)
    assert ran.returncode == 1, ran.stdout[-3000:]
