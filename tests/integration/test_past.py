"""Trend, coupling, back-test and dossier on real repositories made here."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from anabranch.cli.main import main
from anabranch.evidence.changes import SINGLE_COMMITS, AgeWrong, later_in_branch, list_changes, parse_age
from anabranch.evidence.decouplings import find_decouplings
from anabranch.evidence.trend import Point, choose_points, read_points
from anabranch.reports.texts.words import LANGUAGES, Language, Words
from tests.fakes.past import START, Past, drop_key
from tests.fakes.shop_project import write_shop

UP = "\n\ndef sold():\n    from orders.models import Order\n\n    return Order.objects\n"


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["anabranch", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return call


def answer(run: Run, *arguments: str) -> dict[str, Any]:
    code, out, err = run(*arguments, "--format", "json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def move_product(past: Past) -> str:
    """The model goes from catalog to stock, with its migrations and the files that name it."""
    past.write("stock/__init__.py", "")
    past.write("stock/models.py", (past.folder / "catalog/models.py").read_text(encoding="utf-8"))
    past.write("catalog/models.py", "")
    for file in ("orders/models.py", "orders/services.py"):
        text = (past.folder / file).read_text(encoding="utf-8")
        past.write(file, text.replace('"catalog.Product"', '"stock.Product"').replace("catalog.models", "stock.models"))
    state = "migrations.SeparateDatabaseAndState(state_operations=[migrations.{}])"
    past.write("stock/migrations/0001_initial.py", state.format('CreateModel(\n    name="Product", fields=[])'))
    past.write("catalog/migrations/0002_gone.py", state.format('DeleteModel(name="Product")'))
    return past.commit("Move the product")


def test_trend_has_a_point_a_month_and_sees_a_tangle_come(past: Past, run: Run) -> None:
    past.write("orders/services.py", "def place(): ...\n")
    past.commit("untangle")
    past.commit("nothing")
    past.write("catalog/models.py", UP, append=True)
    last = past.commit("tangle again")
    points = answer(run, "history", "--since", "1y")["points"]
    assert [point["commit"] for point in points][-1] == last
    assert len(points) >= 3
    assert points[0]["tangle"] == 3
    assert points[-2]["tangle"] < 3


def test_figures_from_the_cache_are_those_that_were_read(past: Past) -> None:
    past.write("catalog/models.py", UP, append=True)
    past.commit()
    points = choose_points(past.folder, since=parse_age("1y"), every="month")
    fresh = read_points(past.folder, points, cache=False)
    assert read_points(past.folder, points) == fresh
    assert read_points(past.folder, points) == fresh


def test_a_commit_that_took_the_folder_away_for_a_while_is_a_point_without_units(past: Past) -> None:
    there = past.commit()
    past.delete("catalog")
    gone = past.commit()
    past.git("checkout", "-q", there, "--", "catalog")
    past.commit()
    points = [Point(commit, START) for commit in (there, gone)]
    assert [each.units > 0 for each in read_points(past.folder / "catalog", points)] == [True, False]


def test_damaged_cache_is_read_anew(past: Past, tmp_path: Path) -> None:
    point = Point(past.git("rev-parse", "HEAD"), START)
    fresh = read_points(past.folder, [point])
    for file in (tmp_path / "cache" / "past").iterdir():
        file.write_bytes(b"\x00")
    assert read_points(past.folder, [point]) == fresh


def test_the_commit_that_moved_the_figures_is_found(past: Past, run: Run) -> None:
    for _ in range(3):
        past.commit("nothing")
    past.write("catalog/more.py", "def more():\n    from orders.models import Order\n\n    return Order\n")
    guilty = past.commit("use orders")
    past.commit("nothing")
    moves = answer(run, "history", "--since", "3y", "--every", "year", "--movers", "1")["moves"]
    assert [(move["after"]["commit"], move["subject"]) for move in moves] == [(guilty, "use orders")]


def test_the_numbers_of_a_point_open_to_as_many_lines(past: Past, run: Run) -> None:
    past.write("catalog/models.py", UP, append=True)
    past.commit()
    for point in answer(run, "history", "--since", "1y")["points"]:
        parts = {part["name"]: part["lines"] for part in answer(run, "history", "--explain", point["commit"])["parts"]}
        assert sum(int(line["what"].replace(",", "")) for line in parts["units"]) == point["lines"]
        assert len(parts["tangle"]) == point["tangle"]
        assert len(parts["upward"]) == point["upward"]["schema"] + point["upward"]["code"]
        assert len(parts["references"]) == point["references"]


def test_the_numbers_of_a_pair_open_to_its_changes(past: Past, run: Run) -> None:
    past.write("catalog/notes.py", "A = 1\n")
    past.write("billing/notes.py", "A = 1\n")
    past.commit("both")
    opened = answer(run, "history", "--explain", "catalog,billing")
    together = next(part["lines"] for part in opened["parts"] if part["name"] == "together")
    assert [line["what"] for line in together] == ["both", "begin"]


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("row", ["nothing", "1999-01", "catalog,nothing", "catalog,catalog", "catalog,"])
def test_a_row_that_history_does_not_have_is_told(run: Run, row: str) -> None:
    code, _, err = run("history", "--explain", row, "--lang", "en")
    assert code == 2
    assert "is neither a point of the table" in err


def test_domains_that_change_together_are_told_with_their_ties(past: Past, run: Run) -> None:
    for number in range(5):
        past.write("catalog/notes.py", f"A = {number}\n")
        past.write("billing/notes.py", f"A = {number}\n")
        past.commit()
    found = answer(run, "history", "--since", "2y")
    coupled = {(row["one"], row["other"]): (row["together"], row["ties"]) for row in found["coupled"]}
    assert coupled["billing", "catalog"] == (6, 0)
    assert [(row["one"], row["other"]) for row in found["unreferenced"]] == [("billing", "catalog")]


def test_changes_of_many_files_are_left_out(past: Past, run: Run) -> None:
    for number in range(31):
        past.write(f"catalog/n{number}.py", "")
    past.commit()
    assert answer(run, "history", "--since", "2y")["left_out"] == 1


def test_a_moved_model_is_found_by_its_migrations_and_its_files_foretold(past: Past, run: Run) -> None:
    past.write("orders/unrelated.py", "A = 1\n")
    past.commit()
    moved = move_product(past)
    found = find_decouplings(past.folder, since=parse_age("2y"), most=9)
    assert [(one.kind, one.owner, one.name, one.change.commit) for one in found] == [
        ("moved", "catalog", "Product", moved)
    ]
    result = answer(run, "plan", "--backtest")
    (trial,) = result["trials"]
    assert trial["changed"] == ["catalog/models.py", "orders/models.py", "orders/services.py"]
    assert trial["plan"] == trial["changed"]
    assert trial["scan"] == ["catalog/models.py", "orders/services.py"]


def test_a_removed_key_is_held_against_the_files_that_followed_it(past: Past, run: Run) -> None:
    drop_key(past)
    past.write("catalog/models.py", "from django.db import models\n\n\nclass Product(models.Model):\n    pass\n")
    past.commit("Cut the key")
    (trial,) = answer(run, "plan", "--backtest")["trials"]
    assert trial["what"] == ["orders.Order.product"]
    assert trial["plan"] == ["catalog/models.py", "orders/models.py"]


@pytest.mark.usefixtures("past")
def test_a_history_without_decouplings_says_so(run: Run) -> None:
    assert "no change that a plan could be held against" in run("plan", "--backtest", "--lang", "en")[1]


@pytest.mark.usefixtures("past")
def test_dossier_explains_every_row_that_was_counted(run: Run) -> None:
    found = answer(run, "dossier")
    assert len(found["rows"]) == 15
    assert found["verdict"]["ruling"] == "stay"
    for row in found["rows"]:
        code, out, _ = run("dossier", "--explain", row["name"])
        assert code == 0
        assert out.count("\n- ") == len(row["lines"])


def test_a_dossier_of_one_change_speaks_neither_of_its_halves_nor_of_others(past: Past, run: Run) -> None:
    past.write("catalog/notes.py", "A = 1\n")
    past.commit()
    out = run("dossier", "--since", "20d", "--lang", "en")[1]
    assert "| 100 % of 1 change stay inside one domain |" in out
    assert "| 1 author in all, " in out
    past.write("catalog/notes.py", "A = 2\n")
    past.write("billing/notes.py", "A = 2\n")
    past.commit()
    out = run("dossier", "--since", "45d", "--lang", "en")[1]
    assert (
        "| 50 % of 2 changes stay inside one domain; split today, the others would have taken 1 more hand-over |" in out
    )
    assert "| 0 % of the older half of the changes touch several domains, 100 % of the newer; 1 author in all, " in out


@pytest.mark.usefixtures("past")
@pytest.mark.parametrize("language", LANGUAGES)
def test_dossier_always_has_its_rule_its_counter_argument_and_its_gaps(run: Run, language: Language) -> None:
    for form in ("markdown", "html"):
        code, out, err = run("dossier", "--format", form, "--lang", language)
        assert code == 0, err
        for key in ("dossier.verdict", "dossier.counter", "dossier.gaps"):
            assert Words(language)(key) in out


def test_dossier_without_git_says_what_it_cannot_know(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_shop(tmp_path / "bare"))
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    found = answer(run, "dossier")
    assert "gap.git" in found["gaps"]
    assert [row["name"] for row in found["rows"] if not row["is_measured"]][:1] == ["early"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_past_says_is_in_both_languages(past: Past, run: Run, language: Language) -> None:
    move_product(past)
    for arguments, title in ((("history",), "history.title"), (("plan", "--backtest"), "backtest.title")):
        code, out, err = run(*arguments, "--lang", language)
        assert code == 0, err
        assert Words(language)(title) in " ".join(out.split())


def test_history_without_git_is_one_sentence(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_shop(tmp_path / "bare"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for command in (("history",), ("plan", "--backtest")):
        code, _, err = run(*command, "--lang", "en")
        assert code == 2
        assert err.endswith("is in no git repository: run this inside a clone of yours.\n")
        assert err.count("\n") == 1


def test_subjects_of_commits_cannot_write_markup(past: Past, run: Run) -> None:
    past.write("catalog/notes.py", "A = 1\n")
    past.write("billing/notes.py", "A = 1\n")
    past.commit("<script>alert(1)</script> @everyone [x](http://e.example)")
    page = run("dossier", "--format", "html")[1]
    assert "<script" not in page
    assert "@everyone" not in run("dossier", "--explain", "early")[1].replace("\\@everyone", "")


def test_a_shallow_clone_is_told(past: Past, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    past.commit("second")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", past.folder.as_uri(), str(clone)], check=True)
    monkeypatch.chdir(clone)
    assert answer(run, "history")["shallow"] is True
    assert "git fetch --unshallow brings the rest" in " ".join(run("history", "--lang", "en")[1].split())


def test_a_rewritten_history_is_told_as_it_is_now(past: Past, run: Run) -> None:
    past.write("catalog/models.py", UP, append=True)
    past.commit("tangle")
    before = answer(run, "history")
    past.git("checkout", "-q", "--orphan", "rewritten")
    past.write("catalog/notes.py", "A = 1\n")
    past.commit("begin again")
    past.git("branch", "-D", "main")
    past.git("reflog", "expire", "--expire=now", "--all")
    past.git("gc", "-q", "--prune=now")
    after = answer(run, "history")
    assert [point["commit"] for point in after["points"]] == past.git("rev-list", "HEAD").split()
    assert after["points"][-1]["tangle"] == before["points"][-1]["tangle"]
    assert answer(run, "dossier")["verdict"]["ruling"] == "stay"


def test_a_backtest_without_the_commit_before_says_that_it_has_none(
    past: Past, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_product(past)
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", past.folder.as_uri(), str(clone)], check=True)
    monkeypatch.chdir(clone)
    code, out, err = run("plan", "--backtest", "--lang", "en")
    assert (code, err) == (0, "")
    assert "no change that a plan could be held against" in " ".join(out.split())


def test_a_backtest_leaves_out_what_the_commit_changed_besides(past: Past, run: Run) -> None:
    past.write("billing/notes.py", "A = 1\n")
    past.commit()
    past.write("billing/notes.py", "A = 2\n")
    move_product(past)
    (trial,) = answer(run, "plan", "--backtest")["trials"]
    assert trial["beside"] == 1
    assert "billing/notes.py" not in trial["changed"]


def follow_up(past: Past, *, in_branch: bool) -> str:
    """The key goes in one commit, what read it in the next, and both come in by one merge."""
    past.write("billing/notes.py", "def of(order):\n    return order.product_id\n")
    past.commit()
    if in_branch:
        past.git("checkout", "-q", "-b", "cut")
    drop_key(past)
    cut = past.commit("Cut the key")
    past.write("billing/notes.py", "A = 1\n")
    past.write("billing/others.py", "B = 1\n")
    past.commit("Follow up")
    if in_branch:
        past.git("checkout", "-q", "main")
        past.git("merge", "-q", "--no-ff", "-m", "Merge", "cut")
    return cut


@pytest.mark.parametrize("in_branch", [True, False])
def test_what_a_later_commit_of_the_branch_changed_for_it_does_not_count_against_a_plan(
    past: Past, run: Run, in_branch: bool
) -> None:
    follow_up(past, in_branch=in_branch)
    (trial,) = answer(run, "plan", "--backtest")["trials"]
    assert trial["later"] == (1 if in_branch else 0)
    assert ("billing/notes.py" in trial["plan"]) is not in_branch
    printed = " ".join(run("plan", "--backtest", "--lang", "en")[1].split())
    assert ("1 file in which only later commits of the same branches changed" in printed) is in_branch


def test_later_commits_of_a_branch_end_with_its_merge(past: Past) -> None:
    cut = follow_up(past, in_branch=True)
    past.commit("On the main line")
    change = next(one for one in list_changes(past.folder, which=SINGLE_COMMITS) if one.commit == cut)
    assert [one.subject for one in later_in_branch(past.folder, change)] == ["Follow up"]


def test_content_that_a_clone_lacks_is_told_and_its_figures_are_not_kept(past: Past, run: Run) -> None:
    past.write("catalog/notes.py", "A = 1\n")
    past.commit()
    past.change_and_lose("HEAD:catalog/notes.py")
    for _ in range(2):
        assert [point["absent"] for point in answer(run, "history")["points"]][-2:] == [1, 0]
    assert "git fetch --refetch --no-filter" in " ".join(run("history", "--lang", "en")[1].split())


def test_a_partial_clone_is_told_with_the_way_out(
    past: Past, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.write("catalog/models.py", "", append=False)
    past.commit()
    past.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--filter=blob:none", past.folder.as_uri(), str(clone)], check=True)
    monkeypatch.chdir(clone)
    code, out, err = run("history", "--lang", "en")
    assert "git fetch --refetch --no-filter" in " ".join((out + err).split())
    assert code == 0 or err.count("\n") == 1


def test_a_folder_that_a_clone_lacks_is_told_with_the_way_out(past: Past, run: Run) -> None:
    past.write("catalog/notes.py", "A = 1\n")
    past.commit()
    past.change_and_lose("HEAD^{tree}")
    code, _, err = run("history")
    assert code == 2
    assert err.count("\n") == 1
    assert "git fetch --refetch" in err


@pytest.mark.parametrize("text", ["", "2", "y", "0y", "2 years", "101y", "99999999999y", f"{10**400}y"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(AgeWrong):
        parse_age(text)


def test_a_time_before_there_were_clocks_holds_the_whole_history(past: Past) -> None:
    assert list_changes(past.folder, since=parse_age("100y")) == list_changes(past.folder) != []


def test_changes_are_those_below_the_folder(past: Past) -> None:
    past.write("catalog/notes.py", "A = 1\n")
    past.commit()
    newest = list_changes(past.folder / "catalog")[0]
    assert newest.files == ("notes.py",)


def test_packages_count_where_a_module_refers_to_nothing_else(past: Past, run: Run) -> None:
    past.write("helpers.py", "A = 1\n")
    past.write("billing/alone.py", "import kombu\nimport helpers\n")
    past.write("docs/conf.py", "import sphinx\nfrom billing import alone\n\nNAME = alone.__name__\n")
    past.write("billing/newer.py", "def same[T](one: T) -> T | 3(:\n")
    rows = {row["name"]: row for row in answer(run, "dossier")["rows"]}
    assert {"where": "billing/alone.py", "what": "kombu: billing", "part": "single"} in rows["technology"]["lines"]
    assert not any(name in line["what"] for line in rows["technology"]["lines"] for name in ("sphinx", "helpers"))
    assert rows["technology"]["gap"] == "gap.syntax"
