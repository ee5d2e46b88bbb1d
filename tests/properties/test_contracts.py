"""Contracts that are taken over judge as import-linter does, whatever the packages look like."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anabranch.reading.read import read_map
from anabranch.rules.carrying import with_contracts
from anabranch.rules.import_linter import read_import_linter
from anabranch.rules.judging import find_all
from anabranch.rules.rule_file import read_rules

MODULES = [f"{package}.{name}" for package in "abcd" for name in ("x", "y")]
CONTRACTS = """[importlinter]
root_package = pkg

[importlinter:contract:1]
name = layers
type = layers
layers =
    a
    b | c
containers = pkg

[importlinter:contract:2]
name = independence
type = independence
modules =
    pkg.b
    pkg.d
ignore_imports =
    pkg.d.x -> pkg.b.*

[importlinter:contract:3]
name = forbidden
type = forbidden
source_modules = pkg.c
forbidden_modules = pkg.d.y

[importlinter:contract:4]
name = direct
type = forbidden
source_modules = pkg.a
forbidden_modules = pkg.b
allow_indirect_imports = True

[importlinter:contract:5]
name = protected
type = protected
protected_modules = pkg.d
allowed_importers = pkg.c

[importlinter:contract:6]
name = acyclic
type = acyclic_siblings
ancestors = pkg
"""
CONTRACTS = CONTRACTS.replace("ignore_imports =", "unmatched_ignore_imports_alerting = none\nignore_imports =")


def write(folder: Path, edges: list[tuple[str, str]]) -> None:
    for package in ("", "a/", "b/", "c/", "d/"):
        (folder / "pkg" / package).mkdir(parents=True, exist_ok=True)
        (folder / "pkg" / package / "__init__.py").write_text("")
    for module in MODULES:
        lines = [f"import pkg.{other}" for one, other in edges if one == module and other != module]
        (folder / "pkg" / f"{module.replace('.', '/')}.py").write_text("\n".join(lines))
    (folder / ".importlinter").write_text(CONTRACTS)


def theirs(folder: Path) -> dict[str, bool]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"}
    out = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False).stdout
    return {name: verdict == "KEPT" for name, verdict in re.findall(r"^(\w+) (KEPT|BROKEN)", out, re.M)}


def ours(folder: Path) -> dict[str, bool]:
    carried = read_import_linter(CONTRACTS, ".importlinter")
    assert carried is not None
    rules = read_rules(with_contracts("", carried.contracts), "anabranch.toml")
    assert rules is not None
    broken = {one.contract for one in find_all(read_map(folder, cache=False, free_modules=False), rules)}
    return {contract.name: contract.name not in broken for contract in rules.contracts}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(MODULES), st.sampled_from(MODULES)), max_size=7))
def test_contracts_judge_as_import_linter_does(
    tmp_path_factory: pytest.TempPathFactory, edges: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("project")
    write(folder, edges)
    expected = theirs(folder)
    assert len(expected) == 6
    assert ours(folder) == expected
