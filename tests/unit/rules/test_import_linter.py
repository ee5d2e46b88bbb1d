from __future__ import annotations

import pytest

from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.import_linter import Carried, read_import_linter

HEAD = "[importlinter]\nroot_package = shop\n"


def carried(contract: str, head: str = HEAD) -> Carried:
    found = read_import_linter(f"{head}[importlinter:contract:c]\nname = c\n{contract}", ".importlinter")
    assert found is not None
    return found


def test_file_without_contracts_gives_nothing() -> None:
    assert read_import_linter("[flake8]\nmax-line-length = 100\n", "setup.cfg") is None
    assert read_import_linter("[tool.ruff]\n", "pyproject.toml") is None


def test_lists_lose_their_comments() -> None:
    found = carried("type = layers\nlayers =\n    # the top\n    shop.a | shop.b\n    shop.c\n")
    assert found.contracts == (
        {"name": "c", "type": "layers", "layers": ["shop.a | shop.b", "shop.c"], "kinds": "imports"},
    )
    assert found.remarks == ()


def test_toml_and_ini_come_to_the_same() -> None:
    text = (
        '[tool.importlinter]\nroot_package = "shop"\n[[tool.importlinter.contracts]]\nname = "c"\n'
        'type = "independence"\nmodules = ["shop.a", "shop.b"]\n'
    )
    assert read_import_linter(text, "pyproject.toml") == carried("type = independence\nmodules =\n shop.a\n shop.b\n")


def test_what_other_packages_are_forbidden_is_said() -> None:
    found = carried("type = forbidden\nsource_modules = shop.a\nforbidden_modules =\n    django\n    shop.b\n")
    assert found.contracts[0]["to"] == ["shop.b"]
    assert "django: only first-party code is read" in str(found.remarks[0])


def test_contract_that_only_forbids_other_packages_is_said_and_left_out() -> None:
    found = carried("type = forbidden\nsource_modules = shop.a\nforbidden_modules = django\n")
    assert found.contracts == ()
    assert len(found.remarks) == 1


@pytest.mark.parametrize("contract", ["type = own.Contract\n", "type = layers\nlayers = shop.a\nexhaustive = True\n"])
def test_what_has_no_place_in_ours_is_said(contract: str) -> None:
    assert carried(contract).remarks


def test_imports_of_type_checkers_are_left_out_where_they_were() -> None:
    head = f"{HEAD}exclude_type_checking_imports = True\n"
    assert carried("type = layers\nlayers = shop.a\n", head).contracts[0]["typing"] is False


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("[tool]\nimportlinter = 3\n", "pyproject.toml"),
        ("tool = 3\n", "pyproject.toml"),
        ("[tool.importlinter]\ncontracts = 3\n", "pyproject.toml"),
        ('[tool.importlinter]\ncontracts = ["views"]\n', "pyproject.toml"),
        (
            f"{HEAD}[importlinter:contract:c]\ntype = acyclic_siblings\nancestors = shop\ndepth = deep\n",
            ".importlinter",
        ),
    ],
)
def test_file_whose_shape_is_another_is_told(text: str, file: str) -> None:
    with pytest.raises(RuleFileWrong, match=f"{file} cannot be read: "):
        read_import_linter(text, file)


def test_type_that_is_no_name_is_said_and_left_out() -> None:
    found = read_import_linter("[[tool.importlinter.contracts]]\nname = 'c'\ntype = ['layers']\n", "pyproject.toml")
    assert found is not None
    assert (found.contracts, len(found.remarks)) == ((), 1)


def test_file_that_is_no_toml_is_told() -> None:
    with pytest.raises(RuleFileWrong, match="no TOML"):
        read_import_linter("[tool", "pyproject.toml")
