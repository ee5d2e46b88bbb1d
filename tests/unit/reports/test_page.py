from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from anabranch.cli.main import cli
from anabranch.evidence.code_host import line_address
from anabranch.reports.answers.places import Sources
from anabranch.reports.page.bundle import join_modules, read_asset
from anabranch.reports.page.html import page_html
from anabranch.reports.page.strings import steps
from anabranch.reports.page.ties import FOLDED, tie_references
from anabranch.reports.texts.words import Words, catalogue
from tests.fakes import maps
from tests.fakes.repository import Repository

ASSETS = Path(__file__).parents[3] / "src" / "anabranch" / "reports" / "page"


def page(**changes: object) -> str:
    return page_html(maps.shop(**changes), Words("en"), sources=Sources(Path("nowhere")))


def test_equal_maps_give_equal_bytes() -> None:
    assert page() == page()


def test_data_cannot_end_the_element_it_stands_in() -> None:
    text = page(references=(maps.reference("orders.m.</script>", "catalog.m.x"),))
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert data
    assert "<" not in data[1]
    assert any("</script>" in one for one in json.loads(data[1])["strings"])


def test_the_page_names_nothing_outside_itself() -> None:
    assert re.findall(r"(?:https?:)?//[\w.-]+\.\w+", page()) in ([], ["http://www.w3.org"])


def test_columns_of_differences_add_up_again() -> None:
    assert steps([4, 4, 9, 2]) == [4, 0, 5, -7]


def test_a_name_that_is_a_module_and_a_symbol_is_one_tie_between_two_apps() -> None:
    symbol = maps.reference("orders.m.f", "catalog.m.x")
    module = replace(symbol, imported=replace(symbol.imported, module="catalog.m.x"))
    ties = tie_references((symbol, module), ()).ties
    assert sorted(one.strength for one in ties) == [1, FOLDED]


def test_references_between_templates_of_two_apps_are_kept() -> None:
    one = maps.reference("orders.m.f", "catalog.m.x", kind="template")
    templates = replace(one, importer=replace(one.importer, module=""), imported=replace(one.imported, module=""))
    assert len(tie_references((templates,), ()).ties) == 1


def test_modules_of_the_page_share_one_scope_without_clashes() -> None:
    script = join_modules("main")
    assert "import {" not in script
    assert not re.search(r"^export ", script, re.M)


def test_every_module_of_the_page_is_needed() -> None:
    script = join_modules("main")
    for file in ASSETS.glob("*.js"):
        assert max(read_asset(file.name).splitlines(), key=len).removeprefix("export ") in script


@pytest.mark.parametrize("file", sorted(ASSETS.glob("*.js")), ids=lambda file: file.name)
def test_texts_that_a_module_asks_for_exist(file: Path) -> None:
    known = set(catalogue("en"))
    text = file.read_text(encoding="utf-8")
    wanted = set(re.findall(r'\bt\("([\w.]+)"', text))
    wanted |= {f"{key}.{form}" for key in re.findall(r'\bcount\("([\w.]+)"', text) for form in ("one", "many")}
    assert wanted <= known


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("git@github.com:team/shop.git", "https://github.com/team/shop/blob/c0ffee/src/{file}#L{line}"),
        ("https://user:secret@github.com/team/shop", "https://github.com/team/shop/blob/c0ffee/src/{file}#L{line}"),
        (
            "ssh://git@gitlab.example.org:2222/a/b.git",
            "https://gitlab.example.org/a/b/-/blob/c0ffee/src/{file}#L{line}",
        ),
        ("/srv/git/shop.git", ""),
        ("https://unknown.example.org/a/b", ""),
        ("", ""),
    ],
)
def test_a_line_has_an_address_where_the_host_is_known(remote: str, address: str) -> None:
    assert line_address(remote, commit="c0ffee", prefix="src/") == address


def test_the_command_writes_a_file_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    ran = CliRunner().invoke(cli, ["page", "shop", "--lang", "en"])
    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", "Written: anabranch.html\n")
    assert (tmp_path / "anabranch.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_page_goes_to_standard_output_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    ran = CliRunner().invoke(cli, ["page", "shop", "-o", "-"])
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("<!doctype html>")
    assert ran.stdout.endswith("</html>\n")
    assert not (tmp_path / "anabranch.html").exists()


def run_page(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["page", str(folder), "-o", str(folder / "out.html"), "--lang", "en", *options])


@pytest.fixture
def tangled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two apps that use each other."""
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "shop"
    for app, other in (("a", "b"), ("b", "a")):
        (folder / app).mkdir(parents=True)
        (folder / app / "__init__.py").touch()
        (folder / app / "apps.py").write_text(
            f"from django.apps import AppConfig\nclass C(AppConfig):\n    name={app!r}\n"
        )
        (folder / app / "work.py").write_text(f"from {other}.work import {other}\ndef {app}():\n    return {other}\n")
    return folder


def test_the_page_of_a_small_tangle_has_the_staircase_and_the_same_bytes_twice(tangled: Path) -> None:
    assert run_page(tangled).exit_code == 0
    first = (tangled / "out.html").read_bytes()
    assert b'<svg class="plot"' in first
    (tangled / "out.html").unlink()
    run_page(tangled)
    assert (tangled / "out.html").read_bytes() == first


def test_plots_of_the_past_are_left_out_where_there_is_no_git_and_that_is_said(tangled: Path) -> None:
    ran = run_page(tangled, "--plots")
    assert ran.exit_code == 0
    assert "There is no git history here" in ran.stderr
    assert (tangled / "out.html").read_text(encoding="utf-8").count('<svg class="plot"') == 1


def test_plots_of_the_past_come_from_git(tangled: Path) -> None:
    repository = Repository(tangled)
    repository.git("init", "-q")
    repository.commit("first")
    (tangled / "a" / "work.py").write_text("def a():\n    return 1\n")
    (tangled / "b" / "work.py").write_text("from a.work import a\ndef b():\n    return a() + 1\n")
    repository.commit("second")
    assert run_page(tangled, "--plots", "--since", "9y").exit_code == 0
    assert "Changes that touched two domains" in (tangled / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("allowed", [True, False])
def test_the_page_says_that_allowed_references_are_not_among_the_broken_ones(tangled: Path, allowed: bool) -> None:
    allowance = '[[allow]]\nfrom = "a"\nto = "b"\nreason = "By design."\n' if allowed else ""
    (tangled / "anabranch.toml").write_text(f'layers = ["b", "a"]\n{allowance}')
    assert run_page(tangled).exit_code == 0
    assert ("<dd>those allowed by design aside</dd>" in (tangled / "out.html").read_text(encoding="utf-8")) == allowed


def test_a_file_that_cannot_be_written_is_refused_before_reading(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["page", str(tmp_path), "-o", str(tmp_path / "no" / "x.html"), "--lang", "en"])
    assert ran.exit_code != 0
    assert not (tmp_path / "no").exists()
