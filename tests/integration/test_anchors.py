"""Domains below apps: grouped by `init --anchor`, then known to every command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes.core_project import write_core
from tests.integration.conftest import Run

ANCHORS = ("--anchor", "identity=core.User", "--anchor", "sales=core.Order")


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_core(tmp_path / "project")
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(folder)
    return folder


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_reference_down_from_one_model_to_another_of_its_module_keeps_the_order(core: Path, run: Run) -> None:
    assert run("init", *ANCHORS)[0] == 0
    append(core / "core/models.py", "\n    def owner(self):\n        return User.objects.get(order=self.order)\n")
    assert run("check")[0] == 0


def test_reference_up_within_a_module_is_a_finding_at_its_line(core: Path, run: Run) -> None:
    run("init", *ANCHORS)
    text = (core / "core/models.py").read_text(encoding="utf-8")
    up = '    name = models.CharField(max_length=20)\n    last = models.ForeignKey("Order", on_delete=models.CASCADE)\n'
    (core / "core/models.py").write_text(text.replace(up.splitlines(keepends=True)[0], up), encoding="utf-8")
    code, out = run("check")
    assert code == 1
    assert "identity → sales" in out
    assert "core/models.py:6:30" in out


def test_second_run_changes_nothing_and_a_new_anchor_adds_its_domain(core: Path, run: Run) -> None:
    run("init", *ANCHORS[:2])
    first = (core / "anabranch.toml").read_text(encoding="utf-8")
    run("init")
    assert (core / "anabranch.toml").read_text(encoding="utf-8") == first
    append(core / "anabranch.toml", "# ours\n")
    code, _ = run("init", "--anchor", "sales=core.signing")
    text = (core / "anabranch.toml").read_text(encoding="utf-8")
    assert code == 0
    assert 'sales = ["core.signing"]' in text
    assert "# ours" in text
    assert run("check")[0] == 0


def test_domains_are_units_of_map_free_plan_and_page(core: Path, run: Run) -> None:
    run("init", *ANCHORS)
    answer = json.loads(run("map", "--format", "json")[1])
    pairs = {(one["importer"], one["imported"]) for one in answer["dependencies"] if one["level"] == "domain"}
    assert ("sales", "identity") in pairs
    assert ("identity", "sales") not in pairs
    lines = {one["label"]: one["lines"] for one in answer["projects"][0]["apps"]}
    assert lines["identity"] == 2 + 2 + 5  # two classes and a module
    assert "free already" in run("free", "sales")[1]
    assert run("plan", "sales")[0] == 0
    assert run("why", "sales", "identity")[1].startswith("sales → identity: ")
    run("page", "-o", "map.html")
    assert '"identity"' in (core / "map.html").read_text(encoding="utf-8")


def test_map_follows_the_pins_of_the_rule_file(core: Path, run: Run) -> None:
    run("init", *ANCHORS)
    append(core / "anabranch.toml", "\n")
    path = core / "anabranch.toml"
    path.write_text('pins = ["identity above sales"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    answer = json.loads(run("map", "--format", "json")[1])
    units = [order["units"] for order in answer["orders"] if order["level"] in ("app", "domain")]
    assert all(each.index("identity") < each.index("sales") for each in units)
    assert [one["upward"] for one in answer["dependencies"] if one["level"] == "module"].count(True) > 0


@pytest.mark.parametrize(
    ("anchor", "said"),
    [("identity", "identity=accounts.User"), ("identity=core.Usr", "core.User"), ("a b=core", "is no anchor")],
)
def test_anchor_that_says_nothing_is_refused_and_nothing_is_written(
    core: Path, run: Run, anchor: str, said: str
) -> None:
    code, out = run("init", "--anchor", anchor)
    assert (code, said in out) == (2, True)
    assert not (core / "anabranch.toml").exists()


def test_part_that_names_nothing_is_refused_with_its_line(core: Path, run: Run) -> None:
    run("init", *ANCHORS)
    path = core / "anabranch.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("core.signing", "core.singing"), encoding="utf-8")
    code, out = run("check")
    assert (code, "core.singing" in out) == (2, True)


@pytest.mark.usefixtures("core")
def test_rehearsal_of_parts_of_an_app_is_refused(run: Run) -> None:
    run("init", *ANCHORS)
    code, out = run("rehearse", "identity", "--", "true")
    assert (code, "folders" in out) == (2, True)
