from __future__ import annotations

import pytest

from anabranch.reading.roles import find_roles
from anabranch.reading.values import Dependency, Role, TieCounts

CODE = TieCounts(code=1)
ARROWS = ("config > shop", "shop > orders", "shop > catalog", "orders > catalog", "orders > core", "catalog > core")


def roles(*arrows: str, shells: str = "config", ties: TieCounts = CODE, owners: str = "") -> dict[str, Role]:
    pairs = [arrow.split(" > ") for arrow in arrows]
    rows = [Dependency("app", importer, imported, 1, ties, {}, upward=False) for importer, imported in pairs]
    return find_roles(
        sorted({unit for pair in pairs for unit in pair}), rows, shells=frozenset([shells]), owners=frozenset([owners])
    )


def test_project_without_units_has_no_roles() -> None:
    assert roles() == {}


@pytest.mark.parametrize(
    ("unit", "role"),
    [("config", "shell"), ("shop", "aggregator"), ("orders", "domain"), ("catalog", "domain"), ("core", "base")],
)
def test_role_follows_from_who_uses_whom(unit: str, role: str) -> None:
    assert roles(*ARROWS)[unit] == role


def test_shell_that_somebody_uses_is_no_shell() -> None:
    assert roles("config > shop", "shop > config") == {"config": "domain", "shop": "domain"}


def test_use_by_a_shell_does_not_make_a_base() -> None:
    assert roles("config > core", "shop > core")["core"] == "domain"


def test_composition_and_types_give_no_role() -> None:
    assert set(roles(*ARROWS, shells="", ties=TieCounts(composition=3, typing=1)).values()) == {"domain"}


def test_app_with_tables_of_its_own_that_nobody_uses_yet_is_a_domain() -> None:
    assert roles(*ARROWS, owners="shop")["shop"] == "domain"


def test_app_that_uses_bases_alone_combines_nothing() -> None:
    bases = "shop > core", "orders > core", "shop > mail", "orders > mail"
    assert set(roles(*bases).values()) == {"domain", "base"}
