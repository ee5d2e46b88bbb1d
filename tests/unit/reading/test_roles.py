from __future__ import annotations

import pytest

from anabranch.reading.roles import find_roles
from tests.unit.graph.graphs import graph_of

GRAPH = graph_of("config > shop", "shop > orders", "shop > catalog", "orders > catalog", "orders > core", "catalog > core")


def test_units_without_dependencies_are_plain_domains() -> None:
    assert find_roles(graph_of(), shells=frozenset()) == {}


@pytest.mark.parametrize(
    ("unit", "role"),
    [("config", "shell"), ("shop", "aggregator"), ("orders", "domain"), ("catalog", "domain"), ("core", "base")],
)
def test_role_follows_from_who_uses_whom(unit: str, role: str) -> None:
    assert find_roles(GRAPH, shells=frozenset(["config"]))[unit] == role


def test_shell_that_somebody_uses_is_no_shell() -> None:
    roles = find_roles(graph_of("config > shop", "shop > config"), shells=frozenset(["config"]))
    assert roles == {"config": "domain", "shop": "domain"}


def test_use_by_a_shell_does_not_make_a_base() -> None:
    assert find_roles(graph_of("config > core", "shop > core"), shells=frozenset(["config"]))["core"] == "domain"
