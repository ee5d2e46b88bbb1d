"""The commands of planning, as a person calls them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len

from anabranch.cli.main import cli
from anabranch.reading.levels import unit_graph
from anabranch.reading.read import read_map
from anabranch.rules.order.judging import find_against_order
from anabranch.rules.rule_file import read_rules
from tests.fakes.projects import write_sources

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
    places = [{(spot["file"], spot["line"], spot["importer"], spot["imported"], spot["kind"]) for spot in step["spots"]}
              for step in plan["steps"]]  # fmt: skip
    assert issues.count("- [ ] ") == sum(map(len, places))
    assert issues.count("Done when none of these places is left") == len(plan["steps"])
    assert plan["steps"][-1]["frees"] == ["payments"]


def test_an_issue_says_who_gives_what_up_and_what_stands_in_its_place() -> None:
    issues = run("plan", "promotions", "--markdown").stdout
    plan = json.loads(run("plan", "promotions", "--json").stdout)
    freeing = [step for step in plan["steps"] if step["purpose"] == "free"]
    assert issues.count(" no longer to use ") == len(freeing)
    assert issues.count("only through its facade") == len(plan["steps"]) - len(freeing)
    hooks = [entry["name"] for entry in plan["facade"] if entry["offer"] == "hook"]
    assert all(f"- `{name}`: hook" in issues for name in hooks)


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


@pytest.mark.usefixtures("decided")
def test_a_plan_along_an_order_says_where_freeing_alone_takes_less() -> None:
    plan = json.loads(run("plan", "promotions", "--json").stdout)
    free = json.loads(run("free", "promotions", "--format", "json").stdout)
    ties = [tie for step in plan["steps"] if step["purpose"] == "free" for tie in step["ties"]]
    assert (
        sum(plan["least"].values())
        == free["schema_ties"] + free["code_ties"]
        < len(ties)
        == sum(plan["to_free"].values())
    )
    for form in ("text", "markdown"):
        assert "without regard to the order" in " ".join(run("plan", "promotions", "--format", form).stdout.split())


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("arguments", [("plan", "core.mixins"), ("what-if", "cut", "core.mixins", "reporting")])
def test_where_a_domain_has_to_be_named_a_module_is_told_its_own(arguments: tuple[str, ...]) -> None:
    assert "core.mixins is a module, and here a domain or an app has to be named, such as its own: core." in str(
        run(*arguments).exception
    )


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("language", ["en", "ko"])
def test_map_and_what_if_say_that_they_leave_a_declared_order_out(language: str) -> None:
    seen = run("map", "--lang", language).stdout
    assert "anabranch.toml" in seen
    assert "anabranch plan" in seen
    supposed = " ".join(run("what-if", "cut", "core", "orders", "--lang", language).stdout.split())
    assert "anabranch what-if cut core orders order anabranch.toml" in supposed
    Path("anabranch.toml").unlink()
    assert "anabranch.toml" not in run("map", "--lang", language).stdout
    assert "anabranch.toml" not in run("what-if", "cut", "core", "orders", "--lang", language).stdout


@pytest.mark.usefixtures("decided")
def test_a_plan_says_why_it_begins_with_another_unit_than_the_map() -> None:
    layers = ["core", "reporting, notifications, reviews, shipping, orders, payments, inventory, accounts, products"]
    Path("anabranch.toml").write_text(f"layers = {json.dumps([*layers, 'promotions'])}\n", encoding="utf-8")
    staircase = json.loads(run("plan", "--json").stdout)["staircase"]
    assert (staircase["alone"], staircase["alone_ties"]) == ("reporting", {"schema": 0, "code": 3})
    assert staircase["stages"][0]["unit"] != "reporting"
    told = "Freed by itself, reporting takes the least, 3 code ties, and the map names it first"
    assert told in " ".join(run("plan").stdout.split())


@pytest.mark.usefixtures("decided")
def test_a_plan_of_domains_does_not_say_of_one_that_the_map_of_apps_names_it_first() -> None:
    layers = ["core", "reports, notifications, reviews, shipping, orders, payments, inventory, accounts, products"]
    rules = f"layers = {json.dumps([*layers, 'promotions'])}\n[domains]\nreports = ['reporting']\n"
    Path("anabranch.toml").write_text(rules, encoding="utf-8")
    told = " ".join(run("plan").stdout.split())
    assert "Freed by itself, reports takes the least, 3 code ties; but not along the declared order" in told


@pytest.mark.usefixtures("decided")
def test_pins_alone_are_planned_along_too() -> None:
    rules = 'layers = []\npins = ["promotions below orders"]\n'
    Path("anabranch.toml").write_text(rules, encoding="utf-8")
    staircase = json.loads(run("plan", "--json").stdout)["staircase"]
    assert staircase["by"] == "declared"
    assert staircase["order"].index("orders") < staircase["order"].index("promotions")


def test_a_plan_without_a_declared_order_takes_as_little_as_freeing() -> None:
    plan = json.loads(run("plan", "promotions", "--json").stdout)
    assert plan["to_free"] == plan["least"]
    assert "without regard to the order" not in run("plan", "promotions").stdout


@pytest.mark.usefixtures("decided")
def test_ties_against_a_declared_order_are_those_that_a_check_finds() -> None:
    staircase = json.loads(run("plan", "--json").stdout)["staircase"]
    found = read_map(Path(), cache=False)
    rules = read_rules(Path("anabranch.toml").read_text(encoding="utf-8"), "anabranch.toml")
    assert rules is not None
    broken = {(one.importer, one.imported) for one in find_against_order(found.references, rules)}
    graph = unit_graph(found, project=found.projects[0].name, level="app")
    weights = [one.weight for one in graph.deciding if (one.importer, one.imported) in broken]
    assert weights
    assert "ties that break the declared order" in run("plan", "--format", "svg").stdout
    assert sum(staircase["upward"].values()) == sum(sum(weight) for weight in weights)


def test_what_composes_a_project_is_no_domain_to_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    celery = "def app(): ...\n"
    models = (
        "from django.db import models\nfrom config.celery import app\n\n\nclass {}(models.Model):\n    def go(self):\n"
    )
    write_sources(
        tmp_path,
        {
            "manage.py": "X = 'config.settings'\n",
            "config/__init__.py": "",
            "config/settings.py": "INSTALLED_APPS = ['a', 'b']\n",
            "config/celery.py": f"from a.models import A\nfrom b.models import B\n\n\nALL = A, B\n\n\n{celery}",
            "a/__init__.py": "",
            "a/models.py": models.format("A") + "        return app()\n",
            "b/__init__.py": "",
            "b/models.py": models.format("B") + "        return app()\n",
        },
    )
    staircase = json.loads(run("plan", "--json").stdout)["staircase"]
    assert staircase["tangle"] == 3
    assert sorted(stage["unit"] for stage in staircase["stages"]) == ["a", "b"]
    assert staircase["stages"][-1]["tangled"] == 0


def test_a_part_of_a_checkout_is_told_as_one() -> None:
    for command in (
        ("plan",),
        ("plan", "payments"),
        ("history",),
        ("dossier",),
        ("what-if", "merge", "orders", "payments"),
    ):
        assert "Read is examples/market, a part of the checkout" in run(*command).stderr


def test_rows_open_as_text_and_json() -> None:
    stage = json.loads(run("plan", "--explain", "promotions", "--json").stdout)
    assert stage["question"] == "explained"
    assert [part["name"] for part in stage["parts"]][:2] == ["schema", "tables"]
    text = run("plan", "payments", "--explain", "9").stdout
    assert "orders/models.py:100" in text
    assert "there are: 1, 2" in str(run("plan", "payments", "--explain", "99").exception)


def test_choices_are_weighed_both_ways() -> None:
    found = json.loads(run("plan", "--json").stdout)
    assert found["undecided"] == len(found["choices"]) == 6
    pair = next(one for one in found["choices"] if {one["one"], one["other"]} == {"orders", "promotions"})
    assert pair["one_above"] != pair["other_above"]
    assert pair["one_best_by"] or pair["other_best_by"]
    assert not set(pair["one_best_by"]) & set(pair["other_best_by"])
    assert pair["examples"]


def test_a_plan_without_a_circle_says_so_and_what_a_split_would_cost() -> None:
    text = run("plan", "config").stdout
    assert "no step is needed" in text
    assert "What a split would still cost" in text


def test_a_project_that_is_a_hierarchy_says_so_and_where_to_ask_what_a_split_would_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sources(
        tmp_path,
        {
            "manage.py": "X = 'config.settings'\n",
            "config/settings.py": "INSTALLED_APPS = ['orders', 'catalog']\n",
            "catalog/__init__.py": "",
            "catalog/models.py": "from django.db import models\n\n\nclass Product(models.Model): ...\n",
            "orders/__init__.py": "",
            "orders/models.py": "from django.db import models\n\n\nclass Order(models.Model):\n"
            "    product = models.ForeignKey('catalog.Product', models.CASCADE)\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    told = " ".join(run("plan").stdout.split())
    assert "There is no circle between these units: the hierarchy stands. What a split would still cost:" in told
    assert json.loads(run("plan", "--json").stdout)["staircase"]["stages"] == []
    cost = run("plan", "catalog").stdout
    assert "It is on no circle already." in cost
    assert "Foreign keys to turn into ids, in this order; each is one migration: 1" in cost


def test_keys_to_tables_of_packages_are_a_cost_of_a_split_where_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_sources(
        tmp_path,
        {
            "manage.py": "X = 'config.settings'\n",
            "config/settings.py": "INSTALLED_APPS = ['likes']\n",
            "conf.py": "class Settings:\n    def __getattr__(self, name): ...\n\n\nsettings = Settings()\n",
            "likes/__init__.py": "",
            "likes/models.py": "from django.contrib.contenttypes.models import ContentType\n"
            "from django.db import models\n\nimport conf\n\n\n"
            "class Owned(models.Model):\n"
            "    owner = models.ForeignKey('auth.Group', on_delete=models.PROTECT)\n\n"
            "    class Meta:\n        abstract = True\n\n\n"
            "class Like(Owned):\n"
            "    user = models.ForeignKey(conf.settings.AUTH_USER_MODEL, on_delete=models.CASCADE)\n"
            "    kind: object = models.ForeignKey(ContentType, models.CASCADE)\n"
            "    whatever = models.ForeignKey(conf.MODEL, models.CASCADE)\n"
            "    again = models.ForeignKey('self', models.CASCADE)\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    keys = json.loads(run("plan", "likes", "--format", "json").stdout)["border"]["keys"]
    assert {(key["owner"], key["field"], key["target"], key["cascade"], key["line"]) for key in keys} == {
        ("likes.Like", "owner", "auth.Group", "", 14),
        ("likes.Like", "user", "conf.settings.AUTH_USER_MODEL", "CASCADE", 15),
        ("likes.Like", "kind", "contenttypes.ContentType", "CASCADE", 16),
    }


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


@pytest.mark.parametrize(
    "arguments", [("plan", "nothing"), ("plan", "--only", "nothing"), ("dossier", "--domain", "nothing"),
                  ("what-if", "merge", "nothing", "orders")],
)  # fmt: skip
def test_a_domain_that_does_not_exist_is_named(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert "called nothing" in str(ran.exception) + ran.output


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


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_tables_of_plans_fit_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for arguments in (("plan",), ("what-if", "cut", "core", "orders")):
        lines = CliRunner().invoke(cli, [*arguments, "--lang", language]).stdout.splitlines()
        assert [line for line in lines if cell_len(line) > 80 and ".py:" not in line] == []
