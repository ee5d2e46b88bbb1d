from __future__ import annotations

import pytest

from anabranch.rules.placing import with_layers
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Rules
from tests.fakes.maps import dependency

USES = (dependency("carts", "orders", code=1), dependency("carts", "catalog", code=1))


def rules_of(text: str) -> Rules:
    rules = read_rules(text, "anabranch.toml")
    assert rules is not None
    return rules


@pytest.mark.parametrize("text", ['layers = ["orders"]\n', 'layers = [\n    "orders"\n]\n'])
def test_new_unit_is_written_as_toml_has_it_whatever_its_folder_is_called(text: str) -> None:
    unit = 'we"i\\rd'
    assert rules_of(with_layers(text, rules_of(text), [unit], ())).layers[1].domains == (unit,)


def test_file_in_which_every_unit_stands_stays() -> None:
    text = 'layers = ["orders"\n, "catalog"]  # ours\n'
    assert with_layers(text, rules_of(text), [], USES) == text


@pytest.mark.parametrize(
    "text",
    [
        'layers = [\n    "web",\n    "orders",\n    "catalog",\n]\n',
        'layers = [\n    "web",\n    "orders", # of "orders"\n    "catalog" # no comma\n]\n',
        'layers = ["web", "orders", "catalog"]\n',
        'layers = ["web",\n          "orders",\n          "catalog"]\n',
        'layers = [\n    """web""",\n    \'\'\'orders\'\'\',\n    """catalog"""\n]\n',
        'layers = ["""web""", \'\'\'orders\'\'\', "catalog"]\n',
        "layers = [ 'web', # a\n 'orders', 'catalog', ]\n",
    ],
)
def test_new_unit_stands_right_above_what_it_uses_else_at_the_bottom(text: str) -> None:
    after = with_layers(text, rules_of(text), ["tags", "carts", "pages"], USES)
    layers = [layer.domains for layer in rules_of(after).layers]
    assert layers == [("web",), ("carts",), ("orders",), ("catalog",), ("pages",), ("tags",)]


def test_units_above_and_below_the_same_layer_find_their_places() -> None:
    text = 'layers = [\n    "orders | web"\n]\n'
    after = with_layers(text, rules_of(text), ["tags", "carts"], USES)
    assert after == 'layers = [\n    "carts",  # new\n    "orders | web",\n    "tags",  # new\n]\n'


def test_layer_that_is_written_with_escapes_stays() -> None:
    text = 'layers = ["c\\u0061rts"]\n'
    assert with_layers(text, rules_of(text), ["tags"], USES) == text
