from __future__ import annotations

from tests.fakes.maps import reference
from tests.unit.rules.smells.smelling import smelled


def test_dependency_on_another_migration_is_not_reported() -> None:
    one = reference("orders.migrations.0002_total", "catalog.migrations.0001_initial", kind="migration")
    assert smelled("live-migration", one) == []


def test_import_of_live_code_is_reported_within_a_domain_too() -> None:
    one = reference("orders.migrations.0002_total", "orders.models.total", kind="migration", note="live")
    assert smelled("live-migration", one) == [("orders.migrations.0002_total", "orders.models.total")]
