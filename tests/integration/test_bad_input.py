"""What a person can get wrong in rules and debt: one sentence with file, line and what to do; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.shop_project import write_shop
from tests.integration.conftest import Run

ORDER = 'layers = [\n    "config",\n    "orders",\n    "billing",\n    "catalog",\n]\n'
ROLES = '[roles]\nbase = ["core"]\n'
DOMAINS = '[domains]\none = ["orders"]\ntwo = ["orders"]\n'
PINS = 'pins = [\n    "orders above billing",\n    "billing above orders",\n]\n'
CONTRACT = '[[contract]]\nname = "c"\ntype = "independence"\nmodules = ["orders", "catalog"]\n'
ALLOWANCE = '[[allow]]\nfrom = "billing"\nto = "{0}"\nreason = "By design."\n'
DEBT = "# anabranch debt 1: known findings\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    folder = write_shop(tmp_path / "shop")
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(folder)
    (folder / "anabranch.toml").write_text(ORDER, encoding="utf-8")
    assert run("debt", "--accept")[0] == 0
    return folder


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in [*folder.glob("anabranch.*/*"), folder / "anabranch.toml"]}


def test_debt_that_cannot_be_kept_is_told_as_what_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    folder = write_shop(tmp_path / "shop")
    (folder / "anabranch.debt").touch()
    monkeypatch.setenv("ANABRANCH_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    assert run("init") == (2, "anabranch: Cannot write anabranch.debt: File exists.\n")
    assert not (folder / "anabranch.toml").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ORDER.replace("billing", "bills"), "4: no app or domain is called bills. Correct the name"),
        (ORDER + ROLES, "8: no app or domain is called core. Correct the name"),
        (ORDER + DOMAINS, "9: the app orders is in two domains, one and two; leave it in one."),
        (ORDER + CONTRACT + 'kinds = "sql"\n', "8: kinds is 'all' or 'imports', not 'sql'."),
        (ORDER + CONTRACT.replace("independence", "freedom"), "8: a contract has a type: layers, "),
        (PINS + ORDER, "2: pins contradict each other: billing above orders above billing is a circle; delete one"),
        (ORDER + ALLOWANCE + 'until = "soon"\n', "10: until is a day such as 2027-01-31, not 'soon'."),
    ],
)
def test_rule_that_cannot_be_followed_is_refused_with_its_line(shop: Path, run: Run, text: str, told: str) -> None:
    (shop / "anabranch.toml").write_text(text, encoding="utf-8")
    before = files(shop)
    code, out = run("check")
    assert (code, out.count("\n")) == (2, 1)
    assert out.startswith(f"anabranch: anabranch.toml:{told}")
    assert files(shop) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{DEBT}code billing:charge orders:Order lots\n", "2: a line is 'class importer imported count', not 'code "),
        (
            f"{DEBT}<<<<<<< HEAD\n",
            "2: a merge conflict was left in it. Take",
        ),
        (DEBT.replace("1", "2"), "1 is of version 2, which this anabranch does not know: use a newer one."),
    ],
)
def test_debt_file_that_cannot_be_read_is_refused_with_its_line(shop: Path, run: Run, text: str, told: str) -> None:
    (shop / "anabranch.debt" / "billing.txt").write_text(text, encoding="utf-8")
    before = files(shop)
    for command in (("check",), ("debt", "--accept"), ("init",)):
        code, out = run(*command)
        assert (code, out.count("\n")) == (2, 1)
        assert out.startswith(f"anabranch: anabranch.debt/billing.txt:{told}")
    assert files(shop) == before


@pytest.mark.parametrize(
    ("rest", "told", "codes"),
    [
        (ALLOWANCE.format("catalog"), "10: this allowance matches nothing; delete it.", (0, 1)),
        (
            ALLOWANCE.format("orders") + "until = 2020-01-31\n",
            "10: this allowance ended on 2020-01-31; pay what it allowed, or give it a new day.",
            (1, 1),
        ),
    ],
)
def test_allowance_that_holds_no_more_is_told_with_its_line(
    shop: Path, run: Run, rest: str, told: str, codes: tuple[int, int]
) -> None:
    (shop / "anabranch.toml").write_text(ORDER + rest, encoding="utf-8")
    code, out = run("check", "--frozen")
    assert f"anabranch.toml:{told}" in out
    assert (code, run("check", "--frozen", "--strict")[0]) == codes


def test_entry_that_a_merge_left_twice_is_told_with_its_line_and_repaired_by_check(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shop / "anabranch.debt" / "billing.txt"
    before = path.read_text("utf-8")
    path.write_text(before + before.splitlines()[1] + "\n", encoding="utf-8")
    place = f"anabranch.debt/billing.txt:{len(before.splitlines()) + 1}: this entry stands twice"
    monkeypatch.setenv("CI", "true")
    code, out = run("check")
    assert (code, place in out, "Write each entry once: anabranch check" in out) == (0, True, True)
    assert run("check", "--strict")[0] == 1
    monkeypatch.delenv("CI")
    code, out = run("check")
    assert (code, place in out, "written anew" in out) == (0, True, True)
    assert path.read_text("utf-8") == before
    assert "stands twice" not in run("check")[1]
