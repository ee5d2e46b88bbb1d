"""The commands of planning, as a person calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from anabranch.cli.main import cli

MARKET = Path(__file__).parents[2] / "examples" / "market"


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path_factory.getbasetemp() / "plan-cache"))
    monkeypatch.chdir(MARKET)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--lang", "en"])


def test_plan_of_a_domain_says_the_same_as_text_json_and_markdown() -> None:
    plan = json.loads(run("plan", "payments", "--json").stdout)
    text, issues = run("plan", "payments").stdout, run("plan", "payments", "--markdown").stdout
    assert text.count("\nStep ") == len(plan["steps"]) == issues.count("\n## ")
    assert issues.count("- [ ] ") == sum(len(step["spots"]) for step in plan["steps"])
    assert plan["steps"][-1]["frees"] == ["payments"]


def test_until_and_only_limit_the_sequence() -> None:
    short = json.loads(run("plan", "--until", "2", "--json").stdout)["staircase"]["stages"]
    assert len(short) == 2
    only = json.loads(run("plan", "--only", "payments,reviews", "--json").stdout)["staircase"]["stages"]
    assert {stage["unit"] for stage in only} == {"payments", "reviews"}


@pytest.fixture
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example, whose team has declared that promotions stands below orders."""
    shutil.copytree(MARKET, tmp_path / "market")
    layers = ["reporting", "core, notifications, reviews, shipping, orders, payments, inventory, accounts, products"]
    rules = f"layers = {json.dumps([*layers, 'promotions'])}\n"
    (tmp_path / "market" / "anabranch.toml").write_text(rules, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "market")
    return tmp_path / "market"


@pytest.mark.usefixtures("decided")
def test_a_declared_order_is_what_is_planned_along() -> None:
    found = json.loads(run("plan", "--json").stdout)
    staircase = found["staircase"]
    place = {unit: index for index, unit in enumerate(staircase["order"])}
    assert staircase["by"] == "declared"
    assert place["reporting"] < place["orders"] < place["promotions"]
    cut = [tuple(pair) for stage in staircase["stages"] for pair in stage["dependencies"]]
    assert cut
    assert all(place[imported] < place[importer] for importer, imported in cut)
    assert not [one for one in found["choices"] if "promotions" in (one["one"], one["other"])]
    assert "declared order" in run("plan").stdout


@pytest.mark.usefixtures("decided")
def test_the_steps_of_a_domain_cut_what_runs_against_the_declared_order() -> None:
    steps = json.loads(run("plan", "promotions", "--json").stdout)["steps"]
    freeing = [tie for step in steps if step["purpose"] == "free" for tie in step["ties"]]
    assert freeing
    assert {tie["importer_unit"] for tie in freeing} == {"promotions"}


def test_rows_open_as_text_and_json() -> None:
    stage = json.loads(run("plan", "--explain", "promotions", "--json").stdout)
    assert stage["question"] == "explained"
    assert [part["name"] for part in stage["parts"]][:2] == ["schema", "tables"]
    text = run("plan", "payments", "--explain", "5").stdout
    assert "orders/models.py:100" in text
    assert "there are: 1, 2" in str(run("plan", "payments", "--explain", "99").exception)


def test_choices_are_weighed_both_ways() -> None:
    found = json.loads(run("plan", "--json").stdout)
    assert found["undecided"] == len(found["choices"]) == 6
    pair = next(one for one in found["choices"] if {one["one"], one["other"]} == {"orders", "promotions"})
    assert pair["one_above"] != pair["other_above"]
    assert pair["examples"]


def test_a_plan_without_a_circle_says_so_and_what_a_split_would_cost() -> None:
    text = run("plan", "config").stdout
    assert "no step is needed" in text
    assert "What a split would still cost" in text


@pytest.mark.parametrize("domain", ["orders", "products", "payments"])
def test_the_verdict_counts_the_migrations_of_freeing_the_domain_itself(
    domain: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for limit, value in (("SMALL_LINES", 0), ("SMALL_TEAM", 0), ("OFTEN", 10**9)):
        monkeypatch.setattr(f"anabranch.plan.dossier.{limit}", value)
    verdict = json.loads(run("dossier", "--domain", domain, "--format", "json").stdout)["verdict"]
    steps = json.loads(run("plan", domain, "--json").stdout)["steps"]
    assert verdict["numbers"]["migrations"] == sum(
        step["facts"]["schema"] for step in steps if step["purpose"] == "free"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "nothing"),
        ("plan", "--until", "0"),
        ("plan", "--only", "nothing"),
        ("plan", "products.Product"),
        ("plan", "--markdown"),
        ("plan", "payments", "--backtest"),
        ("plan", "payments", "--format", "svg"),
        ("what-if",),
        ("what-if", "cut", "payments"),
        ("what-if", "order", "nowhere.txt"),
        ("dossier", "--since", "soon"),
        ("dossier", "--explain", "nothing"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert ran.exit_code != 0
    assert ran.exception is None or "internal" not in str(getattr(ran.exception, "sentence", "")).lower()
    assert not isinstance(ran.exception, (KeyError, ValueError, AttributeError, TypeError))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_is_in_both_languages(language: str) -> None:
    for arguments in (("plan",), ("plan", "payments"), ("plan", "payments", "--markdown"), ("plan", "--format", "svg"),
                      ("what-if", "cut", "orders", "promotions")):  # fmt: skip
        ran = CliRunner().invoke(cli, [*arguments, "--lang", language])
        assert ran.exit_code == 0, ran.output
        assert ran.stdout


def test_dossier_without_a_history_names_no_number_of_authors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(MARKET, tmp_path / "market", ignore=shutil.ignore_patterns("*.sqlite3", "__pycache__"))
    monkeypatch.chdir(tmp_path / "market")
    told = run("dossier").stdout
    assert "What decided" in told
    assert "authors" not in told.partition("What decided")[2].partition("\n")[0]
