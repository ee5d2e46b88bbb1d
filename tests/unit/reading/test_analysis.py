from __future__ import annotations

from anabranch.reading.analysis import (
    LevelAnalysis,
    analyse_apps,
    analyse_modules,
    arrange_modules,
    as_domains,
    import_tangles,
)
from anabranch.reading.solved import Solved
from anabranch.reading.values import Reference
from tests.fakes.maps import reference, references

LINES = {"orders": 400, "catalog": 400, "billing": 400, "reports": 400, "alone": 5}


def test_project_without_references_has_an_order_and_no_tangle() -> None:
    found = analyse_apps([], LINES, Solved())
    assert set(found.order.units) == set(LINES)
    assert (found.tangles, found.free, found.order.proven) == ((), (), True)


def test_tangle_is_found_and_each_of_its_units_can_be_freed() -> None:
    found = analyse_apps(references(), LINES, Solved())
    assert [tangle.units for tangle in found.tangles] == [("billing", "catalog", "orders")]
    assert {freeing.unit for freeing in found.free} == {"billing", "catalog", "orders"}


def test_dependencies_know_their_kinds_and_direction() -> None:
    rows = {(row.importer, row.imported): row for row in analyse_apps(references(), LINES, Solved()).dependencies}
    assert rows["orders", "catalog"].by_kind == {"lookup": 1, "migration": 1, "relation": 1, "use": 1}
    assert not rows["reports", "orders"].upward


def test_upward_ties_add_up_to_the_order_s() -> None:
    found = analyse_apps(references(), LINES, Solved())
    upward = [row.ties for row in found.dependencies if row.upward]
    assert (sum(ties.schema for ties in upward), sum(ties.code for ties in upward)) == (
        found.order.upward.schema,
        found.order.upward.code,
    )


def test_domains_are_the_apps_under_another_level() -> None:
    found = as_domains(analyse_apps(references(), LINES, Solved()))
    levels = [row.level for row in found.dependencies] + [row.level for row in found.free]
    assert {*levels, *(row.level for row in found.tangles), found.order.level} == {"domain"}


APP_OF = {"orders.models": "orders", "orders.services": "orders", "catalog.models": "catalog"}


def modules(rows: list[Reference], *app_order: str, free_modules: bool = True) -> LevelAnalysis:
    level = analyse_modules(rows, APP_OF, dict.fromkeys(APP_OF, 1), Solved(), free_modules=free_modules)
    return arrange_modules(level, app_order, APP_OF)


def test_modules_are_ordered_app_by_app() -> None:
    rows = [reference("orders.services.f", "orders.models.Order"), reference("orders.models.Order", "catalog.models.P")]
    found = modules(rows, "orders", "catalog")
    assert found.order.units == ("orders.services", "orders.models", "catalog.models")
    assert [row.upward for row in found.dependencies] == [False, False]


def test_module_order_counts_what_the_app_order_makes_upward() -> None:
    found = modules([reference("catalog.models.P", "orders.models.Order")], "orders", "catalog")
    assert (found.order.upward.code, found.order.bound.code, found.dependencies[0].upward) == (1, 1, True)


def test_modules_are_not_freed_when_nobody_asks() -> None:
    rows = [reference("orders.models.f", "catalog.models.f"), reference("catalog.models.f", "orders.models.f")]
    assert modules(rows, "orders", "catalog", free_modules=False).free == ()
    assert len(modules(rows, "orders", "catalog").free) == 2


def test_imports_alone_show_a_smaller_tangle() -> None:
    assert import_tangles(references(), LINES) == ()
