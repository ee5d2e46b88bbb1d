from __future__ import annotations

from anabranch.reading.analysis import analyse_apps, analyse_modules, as_domains, import_tangles
from tests.fakes.maps import reference, references

LINES = {"orders": 400, "catalog": 400, "billing": 400, "reports": 400, "alone": 5}


def test_project_without_references_has_an_order_and_no_tangle() -> None:
    found = analyse_apps([], LINES)
    assert set(found.order.units) == set(LINES)
    assert (found.tangles, found.free, found.order.proven) == ((), (), True)


def test_tangle_is_found_and_each_of_its_units_can_be_freed() -> None:
    found = analyse_apps(references(), LINES)
    assert [tangle.units for tangle in found.tangles] == [("billing", "catalog", "orders")]
    assert {freeing.unit for freeing in found.free} == {"billing", "catalog", "orders"}


def test_dependencies_know_their_kinds_and_direction() -> None:
    rows = {(row.importer, row.imported): row for row in analyse_apps(references(), LINES).dependencies}
    assert rows["orders", "catalog"].by_kind == {"lookup": 1, "migration": 1, "relation": 1, "use": 1}
    assert not rows["reports", "orders"].upward


def test_upward_ties_add_up_to_the_order_s() -> None:
    found = analyse_apps(references(), LINES)
    upward = [row.ties for row in found.dependencies if row.upward]
    assert (sum(ties.schema for ties in upward), sum(ties.code for ties in upward)) == (
        found.order.upward.schema,
        found.order.upward.code,
    )


def test_domains_are_the_apps_under_another_level() -> None:
    found = as_domains(analyse_apps(references(), LINES))
    assert {row.level for row in (*found.dependencies, *found.tangles, *found.free, found.order)} == {"domain"}


def test_modules_are_ordered_app_by_app() -> None:
    app_of = {"orders.models": "orders", "orders.services": "orders", "catalog.models": "catalog"}
    rows = [reference("orders.services.f", "orders.models.Order"), reference("orders.models.Order", "catalog.models.P")]
    found = analyse_modules(rows, ("orders", "catalog"), app_of, dict.fromkeys(app_of, 1), free_modules=True)
    assert found.order.units == ("orders.services", "orders.models", "catalog.models")


def test_module_order_counts_what_the_app_order_makes_upward() -> None:
    app_of = {"orders.models": "orders", "catalog.models": "catalog"}
    rows = [reference("catalog.models.P", "orders.models.Order")]
    found = analyse_modules(rows, ("orders", "catalog"), app_of, dict.fromkeys(app_of, 1), free_modules=True)
    assert (found.order.upward.code, found.order.bound.code, found.dependencies[0].upward) == (1, 1, True)


def test_modules_are_not_freed_when_nobody_asks() -> None:
    rows = [reference("a.x.f", "b.x.f"), reference("b.x.f", "a.x.f")]
    app_of = {"a.x": "a", "b.x": "b"}
    assert analyse_modules(rows, ("a", "b"), app_of, app_of_lines(app_of), free_modules=False).free == ()
    assert len(analyse_modules(rows, ("a", "b"), app_of, app_of_lines(app_of), free_modules=True).free) == 2


def app_of_lines(app_of: dict[str, str]) -> dict[str, int]:
    return dict.fromkeys(app_of, 1)


def test_imports_alone_show_a_smaller_tangle() -> None:
    assert import_tangles(references(), LINES) == ()
