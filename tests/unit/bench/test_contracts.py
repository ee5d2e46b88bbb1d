from __future__ import annotations

from pathlib import Path

import pytest

from bench.contracts import ImportLinter, Tach, compare, planted


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop" / "tests").mkdir(parents=True)
    for name in ("__init__", "a", "b", "tests/test_a"):
        (tmp_path / "shop" / f"{name}.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / ".importlinter").write_text("[importlinter]\nroot_package = shop\n\n", encoding="utf-8")
    (tmp_path / "tach.toml").write_text('source_roots = ["."]\n', encoding="utf-8")
    return tmp_path


def finding(symbol: str, contract: str = "tach modules") -> dict[str, str]:
    return {"file": "shop/a.py", "importer_symbol": "shop.a", "imported_symbol": symbol, "contract": contract}


def test_contract_without_a_finding_is_kept(folder: Path) -> None:
    assert ImportLinter(folder).ours(["one", "two"], [finding("shop.b", "two")]) == {"one": True, "two": False}


def test_what_is_found_on_the_code_as_it_is_is_told_once(folder: Path) -> None:
    tach = Tach(folder)
    told = [tach.ours(["all"], rows)["all"] for rows in ([finding("x")], [finding("x")], [finding("x"), finding("y")])]
    assert told == [False, True, False]


@pytest.mark.parametrize("tool", [ImportLinter, Tach])
def test_each_import_is_planted_alone_and_taken_out_again(folder: Path, tool: type[ImportLinter | Tach]) -> None:
    files = {path: path.read_bytes() for path in (folder / "shop").rglob("*.py")}
    for what in planted(tool(folder), 5):
        changed = [path for path, text in files.items() if path.read_bytes() != text]
        assert [path.relative_to(folder).as_posix() for path in changed] == [what.split(" imports ")[0]]
        assert "tests" not in what
    assert {path: path.read_bytes() for path in files} == files


TACH = """\
source_roots = ["."]
exact = false

[[modules]]
path = "shop.a"
depends_on = []

[[modules]]
path = "shop.b"
depends_on = []
"""


def test_repository_that_is_broken_before_anything_is_planted_is_skipped_for_tach(folder: Path) -> None:
    (folder / "tach.toml").write_text(TACH, encoding="utf-8")
    (folder / "shop" / "a.py").write_text("import shop.b\n", encoding="utf-8")
    assert compare(Tach(folder), folder, 3, []).startswith("skipped, its contracts are broken before")
