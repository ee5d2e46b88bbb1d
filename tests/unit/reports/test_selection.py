from __future__ import annotations

from anabranch.reports.answers.selection import Selection, at_level, select
from tests.fakes.maps import dependency, shop


def test_nothing_asked_for_leaves_the_map_as_it_is() -> None:
    assert select(shop(), Selection()) == shop()


def test_a_class_keeps_its_references_and_the_dependencies_they_make() -> None:
    chosen = select(shop(), Selection(classes=("schema",)))
    assert [one.kind for one in chosen.references] == ["relation"]
    assert [(one.importer, one.imported, one.references) for one in chosen.dependencies if one.level == "app"] == [
        ("orders", "catalog", 1)
    ]


def test_kinds_and_certainties_narrow_together() -> None:
    chosen = select(shop(), Selection(kinds=("lookup",), certainties=("inferred",)))
    assert [one.importer.app for one in chosen.references] == ["orders"]


def test_dependencies_made_anew_count_as_those_of_the_map() -> None:
    all_classes = Selection(level="app", classes=("schema", "code", "composition", "typing", "history"))
    assert select(shop(), all_classes).dependencies == shop().dependencies


def test_a_level_keeps_what_compares_its_units() -> None:
    chosen = at_level(shop(), "module")
    assert (chosen.dependencies, chosen.orders, chosen.tangles, chosen.free) == ((), (), (), ())
    assert chosen.references == shop().references


def test_the_way_up_stays_that_of_all_references() -> None:
    chosen = select(shop(), Selection(level="app", kinds=("reverse-access",)))
    assert chosen.dependencies == (dependency("catalog", "orders", code=1, upward=True),)
