"""The ratchet on the example: ten ways to break the order, moves that are neutral, debt that shrinks."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from anabranch.cli.main import main
from anabranch.reports.remedies import remedy
from tests.fakes.repository import Repository

MARKET = Path(__file__).parents[2] / "examples" / "market"
LIMITS = "products/limits.py"


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Shop:
    """A copy of the example with its rule file, in which a developer works."""

    def __init__(self, folder: Path, run: Callable[..., Ran]) -> None:
        self.folder = folder
        self.run = run

    def add(self, path: str, text: str) -> None:
        with (self.folder / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        (self.folder / path).write_text(text.replace(old, new), encoding="utf-8")

    def check(self, *options: str) -> Ran:
        return self.run("check", *options)

    def new(self) -> list[tuple[str, str, int]]:
        """Kind, file and line of each new finding."""
        found = json.loads(self.check("--format", "json", "--frozen").out)["findings"]
        return [(one["kind"], one["file"], one["line"]) for one in found if one["is_new"]]

    def debt(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in (self.folder / "anabranch.debt").glob("*.txt")}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shop:
    folder = tmp_path / "market"
    ignored = shutil.ignore_patterns("__pycache__", "db.sqlite3", ".*")
    shutil.copytree(MARKET, folder, ignore=ignored)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CI", raising=False)

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["anabranch", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Ran(int(left.value.code or 0), out, err)

    assert run("init").code == 0
    return Shop(folder, run)


def test_fresh_rule_file_is_kept_and_says_what_it_owes(shop: Shop) -> None:
    ran = shop.check("--strict")
    assert ran.code == 0
    assert ran.out.startswith("The order is kept: ")
    assert "debt " in ran.out
    assert " unseen" in ran.out


def test_second_init_changes_nothing(shop: Shop) -> None:
    before = (shop.folder / "anabranch.toml").read_text("utf-8"), shop.debt()
    assert shop.run("init").code == 0
    assert before == ((shop.folder / "anabranch.toml").read_text("utf-8"), shop.debt())


WAYS = {
    "import": ("use", LIMITS, "from reporting.models import SavedReport\nLIMIT = SavedReport.objects"),
    "local import": (
        "import-local",
        LIMITS,
        "def f():\n    from reporting.models import SavedReport\n\n    SavedReport()",
    ),
    "string relation": (
        "relation",
        "products/models.py",
        'class Note(models.Model):\n    report = models.ForeignKey("reporting.SavedReport", models.CASCADE)',
    ),
    "get_model": ("get-model", LIMITS, 'from django.apps import apps\nR = apps.get_model("reporting", "SavedReport")'),
    "lookup path": (
        "lookup",
        LIMITS,
        "from products.models import Product\n\nQ = Product.objects.filter(review__rating=1)",
    ),
    "reverse accessor": (
        "reverse-access",
        "products/models.py",
        "def best(product: Product):\n    return product.review_set.all()",
    ),
    "signal": (
        "signal",
        LIMITS,
        (
            "from django.db.models.signals import post_save\nfrom django.dispatch import receiver\n\n\n"
            '@receiver(post_save, sender="reporting.SavedReport")\ndef saved(sender, **kwargs): ...'
        ),
    ),
    "task by name": (
        "task",
        LIMITS,
        'from celery import current_app\n\n\ndef f():\n    current_app.send_task("reporting.tasks.weekly")',
    ),
    "raw SQL": ("table", LIMITS, 'SQL = "SELECT name FROM reporting_savedreport"'),
    "template": ("template", "products/templates/products/new.html", '{% extends "reporting/base.html" %}'),
}


@pytest.mark.parametrize("way", WAYS)
def test_upward_reference_is_refused_however_it_is_made(shop: Shop, way: str) -> None:
    kind, path, text = WAYS[way]
    shop.add(path, text)
    assert {(found, file) for found, file, _ in shop.new()} == {(kind, path)}
    ran = shop.check()
    assert ran.code == 1
    assert f"{path}:" in ran.out
    upper = "reviews" if "review" in text else "reporting"
    told = " ".join(ran.out.split())
    assert f"products stands below {upper} (anabranch.toml:" in told
    assert remedy(kind, "en") in told
    assert f"anabranch why products {upper}" in told
    headings = [line for line in ran.out.splitlines() if " → " in line and not line.startswith(" ")]
    assert [heading.partition("  ")[0] for heading in headings] == [f"products → {upper}"]


def test_import_hidden_as_a_string_stays_one_finding(shop: Shop) -> None:
    shop.add(LIMITS, "from reporting.models import SavedReport\n\n\ndef f():\n    return SavedReport.objects")
    assert shop.run("debt", "--accept").code == 0
    shop.replace(LIMITS, "from reporting.models import SavedReport", "from django.apps import apps")
    shop.replace(LIMITS, "return SavedReport.objects", 'return apps.get_model("reporting", "SavedReport").objects')
    assert shop.check("--strict").code == 0


def test_printed_allowance_takes_what_was_found_and_nothing_else(shop: Shop) -> None:
    shop.add(LIMITS, "from reporting.models import SavedReport\nLIMIT = SavedReport.objects")
    line = next(line for line in shop.check().out.splitlines() if line.startswith("Right by design: "))
    assert shop.run(*shlex.split(line.partition("anabranch ")[2])).code == 0
    assert "1 allowance " in shop.check("--strict").out
    shop.add("products/bounds.py", "from reporting.services import snapshot\n\nsnapshot(1)")
    assert [file for _, file, _ in shop.new()] == ["products/bounds.py"]


def test_code_moved_to_another_file_of_its_app_is_nothing_new(shop: Shop) -> None:
    text = (shop.folder / "orders/tasks.py").read_text("utf-8")
    assert '"notifications' not in text
    assert "from notifications" in text
    (shop.folder / "orders/tasks.py").rename(shop.folder / "orders/jobs.py")
    (shop.folder / "orders/tasks.py").write_text("from orders.jobs import *  # noqa: F403\n", encoding="utf-8")
    assert shop.new() == []


def test_renamed_module_and_reordered_lines_are_nothing_new(shop: Shop) -> None:
    (shop.folder / LIMITS).rename(shop.folder / "products/bounds.py")
    shop.replace("promotions/models.py", "from products.limits", "from products.bounds")
    for path in (shop.folder / "products/migrations").glob("*.py"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("products.limits", "products.bounds"), "utf-8")
    shop.replace("orders/services.py", "class EmptyCart", "\n\n\nclass EmptyCart")
    assert shop.new() == []


def test_paid_debt_shrinks_by_itself(shop: Shop) -> None:
    before = shop.debt()
    shop.replace("orders/tasks.py", "    from notifications.services import notify\n", "    notify = print\n")
    ran = shop.check()
    assert ran.code == 0
    assert "The debt files were shrunk" in ran.out
    assert len(shop.debt()["orders.txt"].splitlines()) < len(before["orders.txt"].splitlines())


def test_paid_debt_passes_in_ci_and_names_the_command(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    before = shop.debt()
    shop.replace("orders/tasks.py", "    from notifications.services import notify\n", "    notify = print\n")
    ran = shop.check()
    assert ran.code == 0
    assert "Shrink the debt files: anabranch check" in ran.out
    assert shop.debt() == before
    assert shop.check("--strict").code == 1


def counts(shop: Shop, *options: str) -> tuple[int, int, int]:
    """New findings, those in all, and by how much the debt may shrink."""
    answer = json.loads(shop.check("--format", "json", "--frozen", *options).out)
    findings = answer["findings"]
    return sum(one["is_new"] for one in findings), len(findings), answer["paid"]


def test_lead_who_moves_a_layer_up_sees_what_became_debt(shop: Shop) -> None:
    text = (shop.folder / "anabranch.toml").read_text("utf-8")
    layers = [line for line in text.splitlines() if line.startswith('    "reporting"')]
    moved = text.replace(layers[0] + "\n", "").replace('    "products"', '    "products",\n    "reporting"')
    (shop.folder / "anabranch.toml").write_text(moved, encoding="utf-8")
    ran = shop.check()
    assert ran.code == 1
    assert "reporting stands below" in ran.out
    assert shop.run("debt", "--accept").code == 0
    assert shop.run("init").code == 0
    line = next(
        each for each in (shop.folder / "anabranch.toml").read_text("utf-8").splitlines() if '"reporting"' in each
    )
    assert " up from here" in line


def test_lead_who_pins_a_direction_sees_what_became_debt_and_what_was_paid(shop: Shop) -> None:
    _, before, _ = counts(shop)
    shop.replace("anabranch.toml", "[roles]", 'pins = ["products above orders"]\n\n[roles]')
    new, now, paid = counts(shop)
    assert new > 0
    assert paid > 0
    assert now == before + new - paid
    ran = shop.check()
    assert "orders stands below products (anabranch.toml:" in ran.out
    assert f"({paid} paid)" in ran.out


def test_lead_who_decides_an_undecided_pair_pays_one_way_of_it(shop: Shop) -> None:
    pair = next(line for line in (shop.folder / "anabranch.toml").read_text("utf-8").splitlines() if " → " in line)
    _, before, _ = counts(shop)
    shop.replace("anabranch.toml", pair + "\n", "")
    new, now, paid = counts(shop)
    assert new == 0
    assert paid == before - now > 0


def test_removing_one_of_three_uses_shrinks_the_debt_by_one(shop: Shop) -> None:
    use = "from reporting.models import SavedReport\n\n\ndef f{0}():\n    return SavedReport.objects\n"
    for number in range(3):
        shop.add(LIMITS, use.format(number))
    assert shop.run("debt", "--accept").code == 0
    shop.replace(LIMITS, "def f1():\n    return SavedReport.objects", "def f1(): ...")
    ran = shop.check()
    assert ran.code == 0
    assert "(1 paid)" in ran.out
    kept = [line for line in shop.debt()["products.txt"].splitlines() if line.startswith("code products:f")]
    assert kept == [f"code products:{name} reporting:SavedReport 1" for name in ("f0", "f2")]


def test_aggregator_used_from_below_and_shell_used_at_all_are_findings(shop: Shop) -> None:
    shop.replace("anabranch.toml", "[roles]", '[roles]\naggregator = ["accounts"]')
    assert shop.run("debt", "--accept").code == 0
    shop.add("promotions/models.py", "from accounts.models import Address\nfrom config import settings\n\n"
             "A = Address.objects\nD = settings.DEBUG")  # fmt: skip
    found = json.loads(shop.check("--format", "json", "--frozen").out)["findings"]
    rules = {one["rule"] for one in found if one["is_new"] and one["file"] == "promotions/models.py"}
    assert rules == {"shell", "aggregator"}


def test_github_gets_an_annotation_on_the_line(shop: Shop) -> None:
    shop.add(LIMITS, "from reporting.models import SavedReport\nLIMIT = SavedReport.objects")
    out = shop.check("--format", "github").out
    line = len((shop.folder / LIMITS).read_text("utf-8").splitlines())
    assert out.startswith(f"::error file={LIMITS},line={line},col=9,title=anabranch%3A products → reporting::")


def test_pull_request_is_judged_by_what_it_adds_and_told_in_short(shop: Shop) -> None:
    repository = Repository(shop.folder)
    repository.git("init", "-q", "-b", "main")
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    shutil.rmtree(shop.folder / "anabranch.debt")
    assert shop.check("--since", "main").code == 0
    shop.add(LIMITS, "from reporting.models import SavedReport\nLIMIT = SavedReport.objects")
    ran = shop.check("--since", "main")
    assert ran.code == 1
    assert "products stands below reporting (anabranch.toml:" in ran.out
    assert "debt --accept" not in ran.out
    assert shop.check("--since", "main", "--format", "github").out.count("::error file=") == 1
    told = shop.run("diff", "main").out
    assert told.startswith("**Between domains: 1 reference more, 0 fewer**")
    assert "reporting:SavedReport" in told
    assert "Against the order: +1." in told


def test_folder_without_rules_is_told_what_to_do(shop: Shop) -> None:
    (shop.folder / "anabranch.toml").unlink()
    ran = shop.check()
    assert ran.code == 2
    assert "anabranch init" in ran.err


def test_layer_that_names_nothing_is_refused_with_its_line(shop: Shop) -> None:
    shop.replace("anabranch.toml", "promotions", "promos")
    ran = shop.check()
    assert ran.code == 2
    assert "anabranch.toml:" in ran.err
    assert "no app or domain is called promos" in ran.err
