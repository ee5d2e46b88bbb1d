from __future__ import annotations

from tests.unit.rules.contracts.graphs import broken

CONTRACT = 'type = "acyclic"\nmodules = ["shop"]\n'
CIRCLE = ("shop.a.x > shop.b.y", "shop.b.z > shop.a.w")


def test_parts_that_refer_one_way_keep_it() -> None:
    assert broken(CONTRACT, "shop.a > shop.b", "shop.b > shop.c", "shop.a > shop.c") == []


def test_parts_that_refer_both_ways_break_it() -> None:
    assert sorted(broken(CONTRACT, *CIRCLE)) == sorted(CIRCLE)


def test_circle_further_down_breaks_it_unless_it_is_too_deep_or_skipped() -> None:
    rows = "shop.a.x > shop.a.y", "shop.a.y > shop.a.x"
    assert len(broken(CONTRACT, *rows)) == 2
    assert broken(f"{CONTRACT}depth = 0", *rows) == []
    assert broken(f'{CONTRACT}skip = ["shop.a"]', *rows) == []
