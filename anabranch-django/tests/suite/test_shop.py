"""A team's own suite, which knows other domains by their ports alone: it is run at every distance."""

from __future__ import annotations

import os

import pytest
from django.core.signals import request_started
from django.test import TestCase

from anabranch_django.errors import BadArguments, KeyReused, PortInternalError
from anabranch_django.ports import UserClaim, acting_as, batch
from anabranch_django.testing import assert_port_calls
from tests.shop.orders.port import Orders
from tests.shop.payments.port import Payments, Receipt
from tests.shop.stock.port import Item, Stock


class ShopInATestCase(TestCase):
    def test_command_and_query_see_the_same_data(self) -> None:
        assert Stock().put(sku="mug", count=3) == 3
        assert Stock().take(sku="mug") == 2
        assert Stock().get_many(skus=("mug", "hat")) == {"mug": Item(sku="mug", count=2, tags=[])}

    def test_declared_error_crosses_as_itself_and_leaves_nothing(self) -> None:
        Stock().put(sku="mug", count=1)
        with pytest.raises(Stock.OutOfStock) as raised:
            Stock().take(sku="mug", count=2)
        assert (raised.value.sku, raised.value.left) == ("mug", 1)
        assert Stock().get(sku="mug").count == 1


@pytest.mark.django_db(transaction=True)
def test_declared_error_of_a_query_crosses_as_itself() -> None:
    with pytest.raises(Stock.Unknown, match="hat"):
        Stock().get(sku="hat")


@pytest.mark.django_db(transaction=True)
def test_undeclared_error_says_its_number_only_and_undoes_the_command() -> None:
    with pytest.raises(PortInternalError) as raised:
        Stock().break_after_put(sku="mug")
    assert len(raised.value.error_id) == 32
    assert "secret" not in str(raised.value)
    assert Stock().get_many(skus=("mug",)) == {}


@pytest.mark.django_db(transaction=True)
def test_command_called_again_with_its_key_has_its_effect_once() -> None:
    first = Payments(idempotency_key="order-7").charge(order=7, cents=500)
    assert Payments(idempotency_key="order-7").charge(order=7, cents=500) == first
    assert isinstance(first, Receipt)
    assert Payments().charged(orders=(7,)) == {7: 500}


@pytest.mark.django_db(transaction=True)
def test_key_used_again_with_other_arguments_is_refused() -> None:
    Payments(idempotency_key="order-8").charge(order=8, cents=500)
    with pytest.raises(KeyReused, match="one intention"):
        Payments(idempotency_key="order-8").charge(order=8, cents=700)
    assert Payments().charged(orders=(8,)) == {8: 500}


@pytest.mark.django_db(transaction=True)
def test_batch_gives_each_call_its_own_outcome() -> None:
    Stock().put(sku="mug", count=2)
    with batch() as group:
        taken = group.call(Stock().take, sku="mug")
        missing = group.call(Stock().get, sku="hat")
        charged = group.call(Payments().charge, order=9, cents=100)
    assert taken.value == 1
    assert charged.value.cents == 100
    with pytest.raises(Stock.Unknown):
        _ = missing.value


@pytest.mark.django_db(transaction=True)
def test_callee_is_as_far_as_the_run_says(port_distance: str) -> None:
    requests: list[object] = []

    def count(**signal: object) -> None:
        requests.append(signal)

    request_started.connect(count)
    try:
        there = Stock().process()
    finally:
        request_started.disconnect(count)
    assert (there != os.getpid()) == (port_distance == "process")
    assert bool(requests) == (port_distance in {"wire", "chaos"})


@pytest.mark.django_db(transaction=True)
def test_caller_user_and_depth_are_known_to_the_callee() -> None:
    with acting_as(UserClaim(id="42")):
        assert Stock().whoami()[1:] == ("42", 1)
    assert Stock().whoami()[1:] == ("", 1)


@pytest.mark.django_db(transaction=True)
def test_deadline_shrinks_from_hop_to_hop() -> None:
    remaining = Orders(timeout=20).remaining()
    assert len(remaining) == 3
    assert 20_000 >= remaining[0] >= remaining[1] >= remaining[2] > 0


@pytest.mark.django_db(transaction=True)
def test_declared_timeouts_of_callees_are_longer_in_tests_too() -> None:
    # Of what stock and payments declare, 20 seconds, and not of what the test asks for.
    assert min(Orders(timeout=300).remaining()) > 20_000


@pytest.mark.django_db(transaction=True)
def test_calls_that_callees_make_are_not_counted_as_the_tests_own() -> None:
    Payments().charge(order=3, cents=500)
    with assert_port_calls(1):
        assert Stock().charged_for(order=3) == 500


@pytest.mark.django_db(transaction=True)
def test_calls_after_one_that_failed_in_the_callee_are_counted() -> None:
    with assert_port_calls(2):
        with pytest.raises(Stock.Unknown):
            Stock().get(sku="hat")
        assert Stock().get_many(skus=("hat",)) == {}


@pytest.mark.django_db(transaction=True)
def test_argument_that_was_not_declared_is_refused() -> None:
    with pytest.raises(BadArguments, match="colour"):
        Stock().put(sku="mug", count=1, colour="red")  # type: ignore[call-arg]
