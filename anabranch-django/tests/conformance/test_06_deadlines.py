from __future__ import annotations

import time

import pytest
from django.db import connection

from anabranch_django.errors import DeadlineExceeded, OutcomeUnknown
from anabranch_django.ports import deadline_in
from anabranch_django.ports.answering import answer
from anabranch_django.ports.values import Call
from tests.shop.orders.port import Orders
from tests.shop.stock.port import Stock
from tests.shop.stock.serving import Serving, kept

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("everywhere")
def test_deadline_shrinks_over_three_hops() -> None:
    first, second, third = Orders(timeout=30).remaining()
    assert 30_000 >= first >= second >= third > 0


@pytest.mark.usefixtures("everywhere")
def test_deadline_of_the_caller_holds_for_all_its_calls() -> None:
    with deadline_in(20):
        assert Orders(timeout=60).remaining()[0] <= 20_000


@pytest.mark.usefixtures("everywhere")
def test_call_with_a_spent_deadline_is_not_sent() -> None:
    with deadline_in(0.01):
        time.sleep(0.02)
        with pytest.raises(DeadlineExceeded, match="nothing was sent"):
            Stock().put(sku="mug", count=1)
    assert Stock().get_many(skus=("mug",)) == {}


def test_spent_deadline_is_refused_by_the_callee() -> None:
    spent = Call(
        port="stock",
        version=1,
        method="echo",
        body=b'{"item":{"sku":"mug","count":1,"tags":[]}}',
        caller="tests",
        deadline=time.monotonic() - 0.001,
        hop=1,
    )
    carried_out = len(kept)
    assert answer(spent).status == "deadline"
    assert len(kept) == carried_out


@pytest.mark.usefixtures("everywhere")
def test_query_that_takes_longer_is_given_up() -> None:
    with pytest.raises(DeadlineExceeded):
        Stock(timeout=0.1).sleep(seconds=0.2)


@pytest.mark.parametrize("everywhere", ["share", "copy", "wire"], indirect=True)
@pytest.mark.usefixtures("everywhere")
def test_command_that_takes_longer_is_undone() -> None:
    with pytest.raises(DeadlineExceeded):
        Stock(timeout=0.5).put_slowly(sku="mug", seconds=0.6)
    assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.parametrize("everywhere", ["process"], indirect=True)
@pytest.mark.usefixtures("everywhere")
def test_command_of_another_process_that_takes_longer_is_unknown_to_the_caller_and_undone() -> None:
    with pytest.raises(OutcomeUnknown):
        Stock(timeout=1.5).put_slowly(sku="mug", seconds=2.0)
    time.sleep(1.0)
    assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.usefixtures("everywhere")
def test_postgres_cancels_the_statement_that_takes_longer() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has a statement_timeout")
    begun = time.monotonic()
    with pytest.raises(DeadlineExceeded):
        Stock(timeout=0.5).sleep_in_database(seconds=60)
    assert time.monotonic() - begun < 30


def test_time_limit_of_the_connection_is_as_before_afterwards() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has a statement_timeout")
    Stock().get_many(skus=("mug",))
    Stock().put(sku="mug", count=1)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_query_that_closes_its_connection_is_answered() -> None:
    assert Stock().close_connection() == 0
    assert Stock().get_many(skus=("mug",)) == {}


def test_error_of_a_call_that_is_late_is_in_the_callees_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_late(_serving: Serving, *, seconds: float) -> str:
        time.sleep(seconds)
        raise LookupError("why it took so long")

    monkeypatch.setattr(Serving, "sleep", fail_late)
    with pytest.raises(DeadlineExceeded):
        Stock(timeout=0.1).sleep(seconds=0.2)
    assert "why it took so long" in caplog.text
