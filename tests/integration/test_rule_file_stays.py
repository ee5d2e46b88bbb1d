"""What a rule file says stays valid while the project and its lines change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.shop_project import write_shop
from tests.integration.conftest import Run


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_shop(tmp_path / "shop")
    for package in ("carts", "stock"):
        (folder / "orders" / package).mkdir()
        (folder / "orders" / package / "__init__.py").write_text(
            "from catalog.models import Product\n" * 20, encoding="utf-8"
        )
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(folder)
    return folder


def _debt(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (folder / "anabranch.debt").glob("*.txt")}


def test_large_file_beside_it_leaves_a_split_app_split(shop: Path, run: Run) -> None:
    run("init")
    assert "orders.carts" in (shop / "anabranch.toml").read_text("utf-8")
    (shop / "catalog" / "table.py").write_text("1\n" * 4_000, encoding="utf-8")
    assert run("check", "--strict")[0] == 0


def test_app_that_becomes_large_stays_whole(shop: Path, run: Run) -> None:
    (shop / "catalog" / "table.py").write_text("1\n" * 4_000, encoding="utf-8")
    run("init")
    (shop / "catalog" / "table.py").unlink()
    assert run("check", "--strict")[0] == 0


def test_init_takes_out_what_is_no_more_and_check_reads_the_file(shop: Path, run: Run) -> None:
    run("init")
    text = (shop / "anabranch.toml").read_text("utf-8")
    (shop / "anabranch.toml").write_text(text.replace("catalog", "gone | catalog", 1), encoding="utf-8")
    code, out = run("check")
    assert code == 2
    assert "gone" in out
    code, out = run("init")
    assert "Taken out of anabranch.toml: gone" in out
    assert run("check")[0] == 0


def test_app_that_joined_a_domain_is_refused_in_a_layer_and_no_debt_is_lost(shop: Path, run: Run) -> None:
    run("init")
    before = _debt(shop)
    with (shop / "anabranch.toml").open("a", encoding="utf-8") as file:
        file.write('\n[domains]\ngoods = ["catalog", "billing"]\n')
    code, out = run("check")
    assert code == 2
    assert "belongs to the domain goods. Write goods in its place" in out
    assert _debt(shop) == before


def test_debt_of_an_app_that_joins_a_domain_stays_accepted(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text('layers = ["config", "orders", "billing", "catalog"]\n', encoding="utf-8")
    run("debt", "--accept")
    assert "catalog.txt" in _debt(shop)
    text = '[domains]\ngoods = ["catalog"]\n'
    (shop / "anabranch.toml").write_text(f'layers = ["config", "orders", "billing", "goods"]\n{text}', encoding="utf-8")
    assert run("check")[0] == 0
    assert "goods.txt" in _debt(shop)


def test_debt_of_an_app_that_leaves_the_layers_is_not_paid(shop: Path, run: Run) -> None:
    (shop / "anabranch.toml").write_text('layers = ["config", "orders", "billing", "catalog"]\n', encoding="utf-8")
    run("debt", "--accept")
    before = _debt(shop)
    (shop / "anabranch.toml").write_text('layers = ["config", "orders", "billing"]\n', encoding="utf-8")
    out = run("check")[1]
    assert "In no layer of anabranch.toml: (project), catalog." in out
    assert "paid" not in out
    assert _debt(shop) == before


def test_map_follows_what_the_rule_file_says_of_an_app(shop: Path, run: Run) -> None:
    assert "orders is shown by its sub-packages" in " ".join(run("map")[1].split())
    layers = 'layers = ["config", "orders", "billing", "catalog"]\n'
    (shop / "anabranch.toml").write_text(layers, encoding="utf-8")
    assert "sub-packages" not in run("map")[1]


def test_init_says_that_what_it_wrote_does_not_pass_and_what_accepts_it(shop: Path, run: Run) -> None:
    run("init")
    (shop / "ratings").mkdir()
    (shop / "ratings" / "__init__.py").write_text("", encoding="utf-8")
    stars = "from catalog.models import Product\n\n\ndef stars(product: Product) -> int:\n    return 1\n"
    (shop / "ratings" / "services.py").write_text(stars, encoding="utf-8")
    assert "breaks a rule" not in run("init")[1]
    (shop / "catalog" / "pages.py").write_text("from ratings.services import stars\n", encoding="utf-8")
    code, out = run("init")
    assert code == 0
    assert "1 reference breaks a rule here and is no debt" in out
    assert "anabranch debt --accept" in out
    assert run("check", "--frozen")[0] == 1
    run("debt", "--accept")
    assert run("check", "--frozen")[0] == 0


def test_name_that_cannot_be_taken_out_is_refused_and_the_file_stays(shop: Path, run: Run) -> None:
    text = 'layers = ["config | catalog | orders", "go\\u006ee", "billing"]\n'
    (shop / "anabranch.toml").write_text(text, encoding="utf-8")
    code, out = run("init")
    assert code == 2
    assert "no app or domain is called gone" in out
    assert (shop / "anabranch.toml").read_text("utf-8") == text


ANCHORS = ("--anchor", "goods=orders", "--anchor", "goods=catalog", "--anchor", "money=billing")
DOMAINS = '[domains]\ngoods = ["orders", "catalog"]\nmoney = ["billing"]\n'


@pytest.mark.parametrize(("anchors", "domains"), [(ANCHORS, ""), ((), DOMAINS)], ids=["anchors", "by hand"])
def test_pins_that_joined_apps_turn_into_a_circle_are_told_and_nothing_is_lost(
    shop: Path, run: Run, anchors: tuple[str, ...], domains: str
) -> None:
    layers = f'layers = ["config", "orders", "billing", "catalog"]\n{domains}'
    text = f'pins = [\n    "orders above billing",\n    "billing above catalog",\n]\n{layers}'
    (shop / "anabranch.toml").write_text(text, encoding="utf-8")
    code, out = run("init", *anchors)
    assert code == 2
    assert "anabranch.toml:2: once apps are joined in domains, pins contradict each other: " in out
    assert (shop / "anabranch.toml").read_text("utf-8") == text
    assert not (shop / "anabranch.debt").exists()
    (shop / "anabranch.toml").write_text(text.replace('    "billing above catalog",\n', ""), encoding="utf-8")
    assert run("init", *anchors)[0] == 0
    assert '"goods above money"' in (shop / "anabranch.toml").read_text("utf-8")
