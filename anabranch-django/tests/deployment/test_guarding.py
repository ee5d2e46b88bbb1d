from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from psycopg import sql

from anabranch_django.deployment import unguarded
from anabranch_django.deployment.guarding import ForeignModel
from anabranch_django.deployment.routing import Router
from anabranch_django.errors import PortInternalError
from anabranch_django.events.models import DeferredEvent
from tests.shop.orders import foreign
from tests.shop.payments.models import Charge
from tests.shop.stock.port import Stock
from tests.trade.shipping.models import OrderCopy
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def raising() -> Iterator[None]:
    with override_settings(ANABRANCH={**settings.ANABRANCH, "guards": "raise"}):
        yield


@pytest.mark.usefixtures("raising")
def test_query_of_another_domains_table_is_refused_with_both_domains_and_the_line() -> None:
    with pytest.raises(ForeignModel, match=r"'orders' queries a table of 'payments' at .*foreign\.py:\d+"):
        foreign.count_charges()


@pytest.mark.usefixtures("raising")
def test_raw_statement_that_joins_another_domains_table_is_refused() -> None:
    with pytest.raises(ForeignModel):
        foreign.count_by_sql()


@pytest.mark.usefixtures("raising")
def test_table_is_known_without_quotes_too() -> None:
    with pytest.raises(ForeignModel):
        foreign.run("default", "SELECT id FROM payments_charge")


@pytest.mark.usefixtures("raising")
def test_what_is_only_called_like_another_domains_table_is_let_through() -> None:
    assert foreign.run("default", 'SELECT 1 AS "payments_charge"') == [(1,)]


@pytest.mark.usefixtures("raising")
def test_own_tables_ports_and_code_of_no_domain_are_let_through() -> None:
    assert Stock().put(sku="mug", count=1) == 1
    assert Charge.objects.count() == 0


def test_read_model_that_another_domain_delivers_to_is_written_by_its_own() -> None:
    domains = {"orders": {}, "sales": {}, "shipping": {"uses": ["sales"]}}
    with override_settings(ANABRANCH={"domains": domains, "guards": "raise"}):
        foreign.tell_and_deliver()
    assert OrderCopy.objects.get().order_id == 1
    assert not any("ForeignModel" in letter.error for letter in DeferredEvent.objects.all())


@pytest.mark.usefixtures("raising")
def test_what_is_marked_is_let_through() -> None:
    with unguarded():
        assert foreign.count_charges() == 0


def test_off_says_nothing_and_log_says_each_line_once(caplog: pytest.LogCaptureFixture) -> None:
    foreign.count_charges()
    assert not caplog.records
    with (
        override_settings(ANABRANCH={**settings.ANABRANCH, "guards": "log"}),
        caplog.at_level(logging.WARNING, logger="anabranch_django.guards"),
    ):
        assert [foreign.count_charges() for _ in range(5)] == [0] * 5
    assert len(caplog.records) == 1


@pytest.mark.parametrize("vendor", ["postgres"], indirect=True)
def test_statement_that_is_no_text_is_looked_at_like_any_other(world: World) -> None:
    world.setting["guards"] = "raise"
    world.setting["domains"]["orders"] = {"database": world.alias}
    world.apply()
    table = sql.Identifier("shipping_parcel")
    assert foreign.run(world.alias, b"SELECT 1 AS " + b'"shipping"') == [(1,)]
    for statement in (b'SELECT * FROM "shipping_parcel"', sql.SQL("SELECT * FROM {}").format(table)):
        with pytest.raises(ForeignModel):
            foreign.run(world.alias, statement)


@pytest.mark.usefixtures("raising")
def test_router_sees_the_model_before_a_statement_is_made() -> None:
    with pytest.raises(ForeignModel):
        foreign.ask(Router())


@pytest.mark.usefixtures("raising")
def test_guard_of_the_callee_is_an_internal_error_for_the_caller() -> None:
    from tests.shop.orders.port import Orders

    with pytest.raises(PortInternalError):
        Orders().peek()
    assert connection.is_usable()
