"""The tool on itself: its own rules and the import contract say the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contract = text[text.index("[tool.importlinter]") :].replace('["anabranch", "anabranch_django"]', '["anabranch"]')
    contract = contract.split('[[tool.importlinter.contracts]]\nid = "layers-of-the-library"')[0]
    (tmp_path / "pyproject.toml").write_text(contract, encoding="utf-8")
    return tmp_path


def verdicts(folder: Path) -> tuple[int, int]:
    """Exit codes of the import contract and of our own check."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "ANABRANCH_CACHE": str(folder / "cache")}
    linter = Path(sys.executable).with_name("lint-imports")
    contract = [str(linter), "--no-cache"]
    check = [sys.executable, "-m", "anabranch", "check", "src", "--strict", "--frozen"]
    one, other = (
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).returncode
        for command in (contract, check)
    )
    return one, other


def test_own_order_is_kept_without_debt(copy: Path) -> None:
    assert verdicts(copy) == (0, 0)
    assert not (copy / "src" / "anabranch.debt").exists()


@pytest.mark.parametrize(
    ("path", "statement"),
    [
        ("facts/templates.py", "import anabranch.cli.main"),
        ("graph/tangles.py", "from anabranch.reading.values import Map"),
        ("rules/debt.py", "def f():\n    from anabranch.reports.visible import visible\n\n    return visible"),
    ],
)
def test_import_upward_is_refused_by_both(copy: Path, path: str, statement: str) -> None:
    with (copy / "src" / "anabranch" / path).open("a", encoding="utf-8") as file:
        file.write(f"\n\n{statement}\n")
    assert verdicts(copy) == (1, 1)
