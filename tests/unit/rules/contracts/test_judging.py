from __future__ import annotations

import pytest
from msgspec.structs import replace

from anabranch.reading.values import Map, Order
from anabranch.rules.contracts.judging import find_against_contracts, missing_names
from anabranch.rules.rule_file import read_rules
from anabranch.rules.values import Rules
from tests.fakes.maps import order, reference, shop


def rules(text: str) -> Rules:
    read = read_rules(text, "anabranch.toml")
    assert read is not None
    return read


def modules(*names: str) -> Map:
    found: Order = replace(order(), level="module", units=names)
    return shop(orders=(found,), references=(reference("orders.models.f", "billing.models.g"),))


def test_place_breaks_each_of_two_contracts_though_they_bear_one_name() -> None:
    contract = '[[contract]]\nname = "c"\ntype = "forbidden"\nfrom = ["orders"]\nto = ["billing"]\n'
    found = find_against_contracts(modules("orders.models", "billing.models"), rules(contract * 2))
    assert [one.line for one in found] == [2, 7]


@pytest.mark.parametrize(
    ("contract", "missing"),
    [
        ('layers = ["shop.orders", "shop.gone", "(shop.rare)"]', ["shop.gone"]),
        ('layers = ["shop.*"]', ["shop.*"]),
        ('containers = ["shop.*"]\nlayers = ["views", "(rare)"]', ["shop.billing.views"]),
        ('containers = ["gone"]\nlayers = ["views"]', ["gone"]),
    ],
)
def test_layer_that_no_module_is_holds_nothing_and_is_told(contract: str, missing: list[str]) -> None:
    project_map = modules("shop.orders.views", "shop.billing.models")
    found = missing_names(project_map, rules(f'[[contract]]\nname = "c"\ntype = "layers"\n{contract}\n'))
    assert [one.module for one in found] == missing
