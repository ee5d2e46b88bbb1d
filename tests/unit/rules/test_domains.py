from __future__ import annotations

from pathlib import Path

import pytest

from anabranch.reading.read import read_map
from anabranch.reading.values import Map
from anabranch.rules.domains import with_domains
from anabranch.rules.rule_file import read_rules
from tests.fakes.shop_project import write_shop


@pytest.fixture
def shop(tmp_path: Path) -> Map:
    return read_map(write_shop(tmp_path), cache=False, free_modules=False)


def named(project_map: Map, domains: str) -> Map:
    rules = read_rules(f"layers = []\n[domains]\n{domains}\n", "anabranch.toml")
    assert rules is not None
    return with_domains(project_map, rules)


def pairs(project_map: Map, level: str) -> set[tuple[str, str]]:
    return {(one.importer, one.imported) for one in project_map.dependencies if one.level == level}


def test_map_without_domains_stays_as_it_is(shop: Map) -> None:
    assert named(shop, "") == shop


def test_domains_that_name_single_apps_are_the_level_of_apps(shop: Map) -> None:
    found = named(shop, 'orders = ["orders"]')
    assert pairs(found, "domain") == pairs(shop, "app")
    assert [one.units for one in found.tangles if one.level == "domain"] == [
        one.units for one in shop.tangles if one.level == "app"
    ]


def test_apps_of_one_domain_are_one_unit(shop: Map) -> None:
    found = named(shop, 'sales = ["orders", "billing", "catalog"]')
    assert pairs(found, "domain") & {("sales", "orders"), ("sales", "sales")} == set()
    units = {unit for order in found.orders if order.level == "domain" for unit in order.units}
    assert units & {"sales", "orders", "billing", "catalog"} == {"sales"}
    assert [one for one in found.tangles if one.level == "domain"] == []


def test_other_levels_stay_as_they_are(shop: Map) -> None:
    found = named(shop, 'sales = ["orders", "billing"]')
    assert pairs(found, "app") == pairs(shop, "app")
    assert pairs(found, "module") == pairs(shop, "module")
    assert ("sales", "catalog") in pairs(found, "domain")
