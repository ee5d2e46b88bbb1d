from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import TestCase

from anabranch_django.errors import CallRefused, InsideTransaction, PortInternalError
from anabranch_django.ports.carriers import COPY
from anabranch_django.testing.plugin import reached_by
from anabranch_django.testing.wire import wire
from tests.shop.stock.models import Item
from tests.shop.stock.port import Stock


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everywhere")
def test_command_inside_a_transaction_is_refused_and_nothing_is_sent() -> None:
    with transaction.atomic(), pytest.raises(InsideTransaction, match=r"stock\.put is a command"):
        Stock().put(sku="mug", count=1)
    assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everywhere")
def test_query_inside_a_transaction_is_answered() -> None:
    with transaction.atomic():
        assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("everywhere")
def test_query_that_fails_in_the_database_leaves_the_callers_transaction_usable() -> None:
    with transaction.atomic():
        Item.objects.create(sku="hat", count=1)
        with pytest.raises(PortInternalError):
            Stock().fail_in_database()
        assert Item.objects.filter(sku="hat").exists()


class CallsInATestCase(TestCase):
    def test_transaction_of_a_test_case_does_not_count_in_process(self) -> None:
        with reached_by(COPY):
            assert Stock().put(sku="mug", count=1) == 1

    def test_transaction_of_a_test_case_does_not_count_on_the_wire(self) -> None:
        with reached_by(wire()):
            assert Stock().put(sku="mug", count=1) == 1

    def test_transaction_of_the_test_itself_counts(self) -> None:
        with transaction.atomic(), pytest.raises(InsideTransaction):
            Stock().put(sku="mug", count=1)


@pytest.mark.django_db(transaction=True)
def test_atomic_requests_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", True)
    with transaction.atomic(), pytest.raises(InsideTransaction, match=r"ATOMIC_REQUESTS.*non_atomic_requests"):
        Stock().put(sku="mug", count=1)


@pytest.mark.django_db(transaction=True)
def test_command_that_joins_is_undone_with_its_caller() -> None:
    with transaction.atomic():
        assert Stock().put_with_caller(sku="mug", count=1) == 1
        transaction.set_rollback(True)
    assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("apart")
def test_command_that_joins_is_refused_where_its_domain_is_elsewhere() -> None:
    with pytest.raises(CallRefused, match="joins its caller's transaction"):
        Stock().put_with_caller(sku="mug", count=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("by_value")
def test_command_whose_transaction_would_be_undone_in_silence_is_an_error() -> None:
    with pytest.raises(PortInternalError):
        Stock().put_and_mark(sku="mug")
    assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("by_value")
def test_command_that_caught_a_database_error_says_whether_it_was_carried_out() -> None:
    try:
        left = [Stock().put_in_spite_of_an_error(sku="mug")]
    except PortInternalError:
        left = []
    assert [item.count for item in Stock().get_many(skus=("mug",)).values()] == left
