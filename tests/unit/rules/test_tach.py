from __future__ import annotations

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
    assert read_tach(text, "tach.toml").contracts[0]["expose"] == ["one", "two"]


def test_what_is_not_carried_over_is_said() -> None:
    assert len(read_tach("forbid_circular_dependencies = true\nexact = true\n", "tach.toml").remarks) == 2
