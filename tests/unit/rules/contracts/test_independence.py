from __future__ import annotations

from tests.unit.rules.contracts.graphs import broken

CONTRACT = 'type = "independence"\nmodules = ["apps.*"]'


def test_use_of_what_lies_beside_keeps_it() -> None:
    assert broken(CONTRACT, "apps.a > lib", "apps.b > lib", "apps.a.x > apps.a.y", also="apps.a apps.b") == []


def test_use_of_one_by_another_breaks_it() -> None:
    assert broken(CONTRACT, "apps.a.x > apps.b.y", also="apps.a apps.b") == ["apps.a.x > apps.b.y"]


def test_way_through_a_third_module_breaks_it() -> None:
    assert broken(CONTRACT, "apps.a > lib", "lib > apps.b") == ["apps.a > lib > apps.b"]
