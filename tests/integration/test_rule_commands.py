"""`import` and `allow` in a folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.fakes.repository import Repository
from tests.fakes.shop_project import write_shop
from tests.integration.conftest import Run

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "check.schema.json"
SARIF = Path(__file__).parents[1] / "schemas" / "sarif-2.1.0.json"
CONTRACT = """[importlinter]
root_packages =
    orders
    billing

[importlinter:contract:c]
name = billing apart
type = independence
modules =
    orders
    billing
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_shop(tmp_path / "shop")
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def test_folder_without_contracts_is_told_what_is_looked_for(shop: Path, run: Run) -> None:
    code, out = run("import")
    assert code == 2
    assert "tach.toml" in out
    assert not (shop / "anabranch.toml").exists()


def test_contract_that_is_taken_over_fails_on_what_it_failed_on(shop: Path, run: Run) -> None:
    (shop / ".importlinter").write_text(CONTRACT, encoding="utf-8")
    assert run("import")[0] == 0
    code, out = run("check", "--frozen")
    assert code == 1
    assert "'billing apart' keeps these modules independent" in out
    assert "orders/services.py:" in out


def test_contract_about_what_is_no_source_is_said_to_judge_differently(shop: Path, run: Run) -> None:
    (shop / ".importlinter").write_text(CONTRACT.replace("    billing\n", "    billing.compiled\n"), encoding="utf-8")
    out = run("import")[1]
    assert "Not the same in 'billing apart': billing.compiled is no Python source" in out
    assert "orders is no" not in out


def test_contracts_about_files_that_one_tool_passes_over_are_said_to_judge_differently(shop: Path, run: Run) -> None:
    (shop / ".importlinter").write_text(CONTRACT, encoding="utf-8")
    assert "Not the same" not in run("import")[1]
    (shop / "orders" / "tests.py").write_text("import billing\n", encoding="utf-8")
    (shop / "billing" / "commands").mkdir()
    (shop / "billing" / "commands" / "pay.py").write_text("import orders\n", encoding="utf-8")
    out = run("import")[1]
    assert "Not the same without --tests: .importlinter also judges test code, orders/tests.py." in out
    assert "Not the same: billing/commands/pay.py lies in no package" in out


def test_test_code_that_tach_leaves_out_is_not_told(shop: Path, run: Run) -> None:
    (shop / "orders" / "tests.py").write_text("import billing\n", encoding="utf-8")
    modules = '[[modules]]\npath = "orders"\ndepends_on = []\n'
    (shop / "tach.toml").write_text(modules, encoding="utf-8")
    assert "tach.toml also judges test code, orders/tests.py" in run("import")[1]
    (shop / "tach.toml").write_text('exclude = ["**/tests.py"]\n' + modules, encoding="utf-8")
    assert "test code" not in run("import")[1]


def test_second_import_changes_nothing(shop: Path, run: Run) -> None:
    (shop / ".importlinter").write_text(CONTRACT, encoding="utf-8")
    run("import")
    before = (shop / "anabranch.toml").read_text("utf-8")
    assert run("import")[0] == 0
    assert (shop / "anabranch.toml").read_text("utf-8") == before


def test_contracts_join_a_rule_file_whose_text_stays(shop: Path, run: Run) -> None:
    own = '# ours\nlayers = ["config", "orders", "billing", "catalog"]  # top first\n'
    (shop / "anabranch.toml").write_text(own, encoding="utf-8")
    (shop / ".importlinter").write_text(CONTRACT, encoding="utf-8")
    run("import")
    assert (shop / "anabranch.toml").read_text("utf-8").startswith(own)


def test_name_that_no_module_has_is_said_and_fails_when_strict(shop: Path, run: Run) -> None:
    text = '[[contract]]\nname = "c"\ntype = "independence"\nmodules = ["orders", "nowhere"]\n'
    (shop / "anabranch.toml").write_text(text, encoding="utf-8")
    assert "'c' names nowhere" in run("check", "--frozen")[1]
    assert run("check", "--frozen", "--strict")[0] == 1


def test_allowance_takes_a_finding_and_keeps_the_text(shop: Path, run: Run) -> None:
    own = 'layers = ["config", "billing", "orders", "catalog"]  # top first\n'
    (shop / "anabranch.toml").write_text(own, encoding="utf-8")
    before = run("check", "--frozen")[1]
    code, out = run("allow", "orders", "billing", "--reason", "By design.", "--until", "2999-01-31")
    assert (code, "Allowed in anabranch.toml" in out) == (0, True)
    assert (shop / "anabranch.toml").read_text("utf-8").startswith(own)
    assert "orders → billing" in before
    assert "orders → billing" not in run("check", "--frozen")[1]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("catalog", "billing"), "nothing to allow"),
        (("orders", "billing", "--until", "soon"), "is a day such as"),
        (("orders", "billing", "--until", "2020-01-31"), "is past"),
    ],
)
def test_allowance_that_makes_no_sense_is_refused(shop: Path, run: Run, options: tuple[str, ...], told: str) -> None:
    own = 'layers = ["config", "billing", "orders", "catalog"]\n'
    (shop / "anabranch.toml").write_text(own, encoding="utf-8")
    code, out = run("allow", *options, "--reason", "x")
    assert (code, told in out) == (2, True)
    assert (shop / "anabranch.toml").read_text("utf-8") == own


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("anabranch.toml", "anabranch.toml:2 is no text in UTF-8"),
        ("anabranch.debt/orders.txt", "anabranch.debt/orders.txt:2 is no text in UTF-8"),
    ],
)
def test_file_that_is_no_text_is_told_with_its_line_and_kept(shop: Path, run: Run, file: str, told: str) -> None:
    (shop / "anabranch.debt").mkdir()
    (shop / "anabranch.toml").write_text('layers = ["orders"]\n', encoding="utf-8")
    (shop / file).write_bytes(b"# one\n\xff\xfe\n")
    code, out = run("check")
    assert (code, told in out) == (2, True)
    assert (shop / file).read_bytes() == b"# one\n\xff\xfe\n"


def test_name_that_no_domain_has_is_refused_wherever_it_stands(shop: Path, run: Run) -> None:
    for rest in ('undecided = ["orders | nope"]', 'pins = ["nope below all"]', '[roles]\nbase = ["nope"]'):
        (shop / "anabranch.toml").write_text(f'layers = ["orders", "billing", "catalog"]\n{rest}\n', encoding="utf-8")
        code, out = run("check", "--frozen")
        assert (code, "no app or domain is called nope" in out) == (2, True)


def test_ended_allowance_fails_and_does_not_look_green(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text(
        'layers = ["config", "orders", "billing", "catalog"]\n'
        '[[allow]]\nfrom = "catalog"\nto = "orders"\nreason = "r"\nuntil = 2020-01-31\n',
        encoding="utf-8",
    )
    run("debt", "--accept")
    code, out = run("check", "--frozen")
    assert (code, "this allowance ended on 2020-01-31" in out, "is kept" in out) == (1, True, False)


EVERYTHING = """layers = ["config", "billing", "orders", "catalog"]
[[contract]]
name = "apart"
type = "independence"
modules = ["orders", "billing", "nowhere"]
[[allow]]
from = "catalog"
to = "billing"
reason = "Matches nothing."
[[allow]]
from = "orders"
to = "catalog"
reason = "Has ended."
until = 2020-01-31
"""


def test_json_of_check_is_as_its_schema_says(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text(EVERYTHING, encoding="utf-8")
    answer = json.loads(run("check", "--frozen", "--format", "json")[1])
    jsonschema.validate(answer, json.loads(SCHEMA.read_text(encoding="utf-8")))
    filled = {"findings", "idle", "expired", "missing"}
    assert {name for name in filled if answer[name]} == filled


def test_sarif_of_check_is_as_its_standard_says_and_names_rules_that_it_declares(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text(EVERYTHING, encoding="utf-8")
    log = json.loads(run("check", "--frozen", "--format", "sarif")[1])
    jsonschema.Draft4Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(log)
    declared = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    results = log["runs"][0]["results"]
    assert results
    assert [declared[one["ruleIndex"]] for one in results] == [one["ruleId"] for one in results]
    notes = log["runs"][0]["invocations"][0]["toolConfigurationNotifications"]
    assert sorted(one["level"] for one in notes) == ["error", "warning", "warning", "warning"]
    places = [one["locations"][0]["physicalLocation"] for one in results]
    assert all((shop / place["artifactLocation"]["uri"]).is_file() for place in places)
    assert all(place["region"]["startLine"] > 0 and place["region"]["startColumn"] > 0 for place in places)


_ANNOTATION = re.compile(r"::(?:error|warning) (\w+=[^:,\r\n]+(?:,\w+=[^:,\r\n]+)*)::([^\r\n]+)\n")
"""GitHub's workflow commands: what would end a property or the line is escaped as %XX."""


def test_each_annotation_is_one_workflow_command_whatever_a_file_is_called(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text(EVERYTHING, encoding="utf-8")
    pages = shop / "catalog" / "templates" / "catalog"
    pages.mkdir(parents=True)
    (pages / "50%, a::b.html").write_text("{% extends 'orders/base.html' %}", encoding="utf-8")
    (shop / "orders" / "templates" / "orders").mkdir(parents=True)
    (shop / "orders" / "templates" / "orders" / "base.html").write_text("", encoding="utf-8")
    out = run("check", "--frozen", "--format", "github")[1]
    assert _ANNOTATION.sub("", out) == ""
    files = [dict(part.split("=", 1) for part in found[0].split(","))["file"] for found in _ANNOTATION.findall(out)]
    assert "catalog/templates/catalog/50%25%2C a%3A%3Ab.html" in files
    assert "orders/services.py" in files


def test_naming_a_domain_in_no_layer_pays_no_debt_and_says_so(shop: Path, run: Run) -> None:
    layers = 'layers = ["(project) | config", "catalog", "billing", "orders"]\n'
    (shop / "anabranch.toml").write_text(layers, encoding="utf-8")
    run("debt", "--accept")
    before = {path.name: path.read_text(encoding="utf-8") for path in (shop / "anabranch.debt").iterdir()}
    (shop / "anabranch.toml").write_text(f'{layers}[domains]\nselling = ["orders.services"]\n', encoding="utf-8")
    code, out = run("check")
    assert (code, "paid" in out) == (0, False)
    assert re.search(r"\d+ findings? of the debt (has|have) an end in no layer", out)
    run("debt", "--accept")
    assert {path.name: path.read_text(encoding="utf-8") for path in (shop / "anabranch.debt").iterdir()} == before


def test_what_fails_or_can_shrink_is_annotated_too_at_its_path_in_the_repository(shop: Path, run: Run) -> None:
    Repository(shop.parent).git("init", "-q")
    ended = '[[allow]]\nfrom = "catalog"\nto = "orders"\nreason = "r"\nuntil = 2020-01-31\n'
    text = f'layers = ["config", "billing", "orders", "catalog"]\n{ended}'
    (shop / "anabranch.toml").write_text(text, encoding="utf-8")
    run("debt", "--accept")
    (shop / "orders" / "services.py").write_text("", encoding="utf-8")
    code, out = run("check", "--frozen", "--format", "github")
    assert code == 1
    assert "::warning file=shop/anabranch.toml,title=anabranch::In no layer of anabranch.toml: (project)." in out
    assert "::error file=shop/anabranch.toml,line=5,title=anabranch::anabranch.toml:5: this allowance ended" in out
    assert "::notice title=anabranch::Shrink the debt files: anabranch check\n" in out
    (shop / "anabranch.toml").write_text(text.replace(ended, ""), encoding="utf-8")
    (shop / "catalog" / "bills.py").write_text("from orders.models import Order\nA = Order\n", encoding="utf-8")
    assert "::error file=shop/catalog/bills.py,line=2,col=" in run("check", "--frozen", "--format", "github")[1]
    log = json.loads(run("check", "--frozen", "--format", "sarif")[1])
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in log["runs"][0]["results"]]
    assert "shop/catalog/bills.py" in uris


def test_text_gives_annotations_in_github_actions_and_nowhere_else(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shop / "anabranch.toml").write_text(EVERYTHING, encoding="utf-8")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    plain, annotations = run("check", "--frozen")[1], run("check", "--frozen", "--format", "github")[1]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::error" not in plain
    assert run("check", "--frozen")[1] == plain + annotations


def test_smell_is_advice_until_it_is_promoted_and_then_debt(shop: Path, run: Run) -> None:
    assert run("init")[0] == 0
    advice = run("check", "--advice")
    assert advice[0] == 0
    assert "cross-domain-cascade  1" in advice[1]
    assert "orders/models.py:5:33" in advice[1]
    path = shop / "anabranch.toml"
    path.write_text('promote = ["cross-domain-cascade"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    code, out = run("check")
    assert (code, "deleting a row of catalog deletes rows of orders" in out) == (1, True)
    assert '"ruleId": "smell-cross-domain-cascade"' in run("check", "--format", "sarif")[1]
    assert "::error file=orders/models.py,line=5" in run("check", "--format", "github")[1]
    run("debt", "--accept")
    assert run("check")[0] == 0


def test_smell_that_there_is_not_is_refused_with_its_line(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text('layers = ["orders"]\npromote = ["bad-model"]\n', encoding="utf-8")
    code, out = run("check")
    assert code == 2
    assert "anabranch.toml:2" in out
    assert "god-model" in out
