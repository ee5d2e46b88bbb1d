from __future__ import annotations

import pytest

from anabranch.rules.contract_table import RuleFileWrong
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Layer, Rules

LAYERS = 'layers = [\n    "web",\n    "orders | billing",\n    "catalog, stock",\n]\n'


def read(text: str, file: str = "anabranch.toml") -> Rules:
    rules = read_rules(text, file)
    assert rules is not None
    return rules


def refused(text: str) -> str:
    with pytest.raises(RuleFileWrong) as wrong:
        read(text)
    return str(wrong.value)


def test_layers_keep_their_order_and_their_lines() -> None:
    assert read(LAYERS).layers == (
        Layer(("web",), "|", 2),
        Layer(("orders", "billing"), "|", 3),
        Layer(("catalog", "stock"), ",", 4),
    )


def test_app_belongs_to_the_domain_that_names_it_else_to_itself() -> None:
    rules = read(LAYERS + '[domains]\norders = ["orders", "carts"]\n')
    assert (rules.domain_of("carts"), rules.domain_of("web")) == ("orders", "web")


def test_pyproject_without_rules_has_none() -> None:
    assert read_rules("[project]\nname = 'x'\n", "pyproject.toml") is None


def test_pyproject_holds_the_same_rules_under_its_table() -> None:
    assert read("[tool.anabranch]\nlayers = ['a', 'b']\n", "backend/pyproject.toml").layers[1].domains == ("b",)


def test_line_of_a_layer_is_its_own_wherever_its_name_stands_before() -> None:
    rules = read_rules('pins = ["web above orders"]\nlayers = [\n    "web",\n    "orders",\n]\n', "anabranch.toml")
    assert rules is not None
    assert [layer.line for layer in rules.layers] == [3, 4]


def test_line_is_told_of_our_table_whatever_others_hold() -> None:
    other = '[[tool.importlinter.contracts]]\nname = "views"\nlayers = ["web", "orders"]\n[tool.other]\nroles = "web"\n'
    text = (
        f'{other}[tool.anabranch]\nlayers = [\n    "web",\n    "orders",\n]\n[tool.anabranch.roles]\nbase = ["web"]\n'
    )
    rules = read(text, "pyproject.toml")
    assert [layer.line for layer in rules.layers] == [8, 9]
    assert rules.cast == (("web", 12),)


def test_tables_that_say_the_same_have_a_line_each() -> None:
    allowed = '[[allow]]\nfrom = "web"\nto = "stock"\nreason = "known"\n'
    contract = '[[contract]]\nname = "web"\ntype = "uses"\n[contract.uses]\nweb = []\n'
    rules = read(LAYERS + allowed * 2 + contract * 2)
    assert [one.line for one in rules.allowances] == [9, 13]
    assert [one.line for one in rules.contracts] == [15, 20]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("layers = [", "anabranch.toml is no TOML"),
        ("", "has no layers"),
        ('layers = "web"\n', ":1: layers has to be a list of texts"),
        ('layers = ["a | b, c"]\n', "has both | and ,"),
        ('layers = ["a |"]\n', "has a name missing"),
        ('layers = [\n  "a",\n  "a | b",\n]\n', ":3: a stands in two layers"),
        (LAYERS + 'order = ["x"]\n', ":6: 'order' is no setting"),
        (LAYERS + '[roles]\nking = ["web"]\n', ":7: 'king' is no role"),
        (LAYERS + '[domains]\none = ["x"]\ntwo = ["x"]\n', ":8: the app x is in two domains, one and two"),
        (LAYERS + 'undecided = ["web"]\n', ":6: 'web' is no pair"),
        (LAYERS + "domains = 3\n", ":6: domains has to be written as [domains]"),
        (LAYERS + "roles = 3\n", ":6: roles has to be written as [roles]"),
        (LAYERS + "allow = 3\n", ":6: allow has to be written as [[allow]]"),
        (LAYERS + "contract = [3]\n", ":6: contract has to be written as [[contract]]"),
        (LAYERS + '[domains]\n"../x" = ["web"]\n', ":7: '../x' is no name of a domain"),
        (LAYERS + '# "one | two"\n[domains]\none = ["x"]\ntwo = ["x"]\n', ":9: the app x is in two domains"),
        (LAYERS + '[[allow]]\nfrom = "web"\nto = "orders"\n', "missing: reason"),
        (LAYERS + '[[allow]]\nfrom = "a"\nto = "b"\nreason = "r"\nwhy = "x"\n', "unknown: why"),
        (LAYERS + '[[allow]]\nfrom = "a"\nto = "b"\nreason = "r"\nuntil = "soon"\n', "until is a day such as"),
        (LAYERS + '[[allow]]\nfrom = ["a"]\nto = "b"\nreason = "r"\n', ":9: from has to be a text"),
    ],
)
def test_file_that_cannot_be_followed_is_refused_with_its_line(text: str, told: str) -> None:
    assert told in refused(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('name = "c"\ntype = "order"', "a contract has a type"),
        ('name = "c"\ntype = "layers"', "misses layers"),
        ('name = "c"\ntype = "layers"\nlayers = []\nmodules = []', "knows no modules"),
        ('name = "c"\ntype = "layers"\nlayers = "a"', "cannot be read"),
        ('name = "c"\ntype = "layers"\nlayers = []\nignore = ["a.b"]', "no link to ignore"),
        ('name = "c"\ntype = "facade"\nmodules = []\nexpose = ["("]', "no regular expression"),
    ],
)
def test_contract_that_cannot_be_held_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(RuleFileWrong, match=f"anabranch.toml:2: .*{told}"):
        read_rules(f"[[contract]]\n{text}\n", "anabranch.toml")
