from __future__ import annotations

import pytest

from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.tach import read_tach

LAYERED = """
layers = ["ui", "core"]
[[modules]]
path = "shop.pages"
layer = "ui"
depends_on = []
[[modules]]
path = "shop.models"
layer = "core"
depends_on = ["shop.pages"]
[[modules]]
path = "shop.tools"
utility = true
depends_on = []
"""


MODULES = '[[modules]]\npaths = ["shop", "shop.a", "shop.b"]\n'


def exposed(text: str, **domains: str) -> dict[str, list[str]]:
    contracts = read_tach(text, "tach.toml", domains).contracts
    return {each["modules"][0]: each["expose"] for each in contracts if each["type"] == "facade"}


def uses(text: str, **domains: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = read_tach(text, "tach.toml", domains).contracts[0]["uses"]
    return found


def test_file_without_modules_gives_no_contract() -> None:
    assert read_tach('exclude = ["docs"]', "tach.toml").contracts == ()


def test_lower_layers_and_utilities_may_be_used_without_saying_so() -> None:
    assert uses(LAYERED)["shop.pages"] == ["shop.models", "shop.tools"]


def test_higher_layer_may_not_be_used_even_where_it_is_declared() -> None:
    assert uses(LAYERED)["shop.models"] == ["shop.tools"]


def test_module_that_declares_nothing_may_use_all_but_what_is_denied() -> None:
    text = '[[modules]]\npath = "a"\ncannot_depend_on = ["c"]\n[[modules]]\npaths = ["b", "c"]\ndepends_on = []\n'
    assert uses(text)["a"] == ["a", "b"]


def test_module_is_used_only_by_those_it_is_visible_to() -> None:
    text = '[[modules]]\npath = "a"\n[[modules]]\npath = "b"\nvisibility = []\n[[modules]]\npath = "c"\n'
    assert uses(text)["a"] == ["a", "c"]


def test_paths_of_a_domain_file_stand_below_its_place() -> None:
    domain = '[root]\ndepends_on = ["git"]\n[[modules]]\npath = "git"\ndepends_on = ["//lib"]\n'
    assert uses("", shop=domain) == {"shop": ["shop.git"], "shop.git": ["lib"]}


def test_interfaces_of_one_module_are_united() -> None:
    text = "".join(f'[[interfaces]]\nexpose = ["{name}"]\nfrom = ["shop"]\n' for name in ("one", "two"))
    assert exposed(MODULES + text) == {"shop": ["one", "two"]}


def test_interface_is_that_of_every_module_which_one_of_its_expressions_names() -> None:
    assert exposed(f'{MODULES}[[interfaces]]\nexpose = ["api"]\nfrom = ["shop\\\\..*"]\n') == {
        "shop.a": ["api"],
        "shop.b": ["api"],
    }


def test_interface_that_names_no_module_is_that_of_all() -> None:
    assert list(exposed(f'{MODULES}[[interfaces]]\nexpose = ["api"]\n')) == ["shop", "shop.a", "shop.b"]


def test_root_of_a_domain_file_can_be_named_in_it() -> None:
    domain = '[root]\n[[modules]]\npath = "git"\ndepends_on = ["<domain_root>"]\n'
    interface = '[[interfaces]]\nexpose = ["api"]\nfrom = ["<domain_root>"]\n'
    assert uses("", shop=domain)["shop.git"] == ["shop"]
    assert list(exposed("", shop=domain + interface)) == ["shop"]


def test_lower_layers_have_to_be_named_where_the_file_asks_for_it() -> None:
    assert uses(f"layers_explicit_depends_on = true\n{LAYERED}")["shop.pages"] == ["shop.tools"]


def test_interface_for_some_modules_alone_is_said() -> None:
    text = f'{MODULES}[[interfaces]]\nexpose = ["api"]\nvisibility = ["shop.a"]\nexclusive = true\n'
    assert len(read_tach(text, "tach.toml").remarks) == 2


@pytest.mark.parametrize(
    "text",
    ['modules = "a"\n', "modules = [3]\n", "layers = [3]\n", f'{MODULES}[[interfaces]]\nexpose = []\nfrom = ["("]\n'],
)
def test_file_whose_shape_is_another_is_told(text: str) -> None:
    with pytest.raises(RuleFileWrong, match=r"tach\.toml cannot be read: "):
        read_tach(text, "tach.toml")


def test_what_is_not_carried_over_is_said() -> None:
    assert len(read_tach("forbid_circular_dependencies = true\nexact = true\n", "tach.toml").remarks) == 2
