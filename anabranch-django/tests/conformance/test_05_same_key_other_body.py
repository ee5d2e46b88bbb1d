from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest

from anabranch_django.errors import BadArguments, KeyReused
from tests.shop.payments.port import Payments
from tests.shop.stock.port import Stock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("by_value")
def test_same_key_with_other_arguments_is_refused_and_has_no_effect() -> None:
    Payments(idempotency_key="k").charge(order=1, cents=300)
    with pytest.raises(KeyReused):
        Payments(idempotency_key="k").charge(order=1, cents=301)
    assert Payments().charged(orders=(1,)) == {1: 300}


@pytest.mark.usefixtures("by_value")
def test_same_key_for_another_method_is_refused() -> None:
    Stock(idempotency_key="k").put(sku="mug", count=1)
    with pytest.raises(KeyReused):
        Stock(idempotency_key="k").take(sku="mug", count=1)


@pytest.mark.usefixtures("by_value")
def test_same_key_for_another_port_is_another_key() -> None:
    Payments(idempotency_key="k").charge(order=1, cents=300)
    assert Stock(idempotency_key="k").put(sku="mug", count=1) == 1


@pytest.mark.usefixtures("by_value")
@pytest.mark.parametrize("key", [UUID(int=7), 7])
def test_key_may_be_a_number_or_the_id_of_an_event(key: UUID | int) -> None:
    first = Payments(idempotency_key=key).charge(order=1, cents=300)
    assert Payments(idempotency_key=str(key)).charge(order=1, cents=300) == first
    assert Payments().charged(orders=(1,)) == {1: 300}


@pytest.mark.usefixtures("by_value")
@pytest.mark.parametrize("key", ["", True, b"k", object()])
def test_key_that_names_no_intention_is_refused_and_nothing_is_sent(key: Any) -> None:  # noqa: ANN401
    with pytest.raises(BadArguments, match="as its idempotency key"):
        Payments(idempotency_key=key).charge(order=1, cents=300)
    assert Payments().charged(orders=(1,)) == {}


@pytest.mark.usefixtures("by_value")
def test_refused_command_leaves_its_key_free() -> None:
    Stock().put(sku="mug", count=0)
    with pytest.raises(Stock.OutOfStock):
        Stock(idempotency_key="k").take(sku="mug", count=1)
    Stock().put(sku="mug", count=1)
    assert Stock(idempotency_key="k").take(sku="mug", count=1) == 0


@pytest.mark.parametrize("by_value", ["process"], indirect=True)
@pytest.mark.usefixtures("by_value")
def test_same_key_at_the_same_time_has_one_effect_and_one_answer() -> None:
    def charge() -> int:
        return Payments(idempotency_key="k").charge(order=1, cents=300).number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(lambda run: run(), [charge] * 24))
    assert len(set(numbers)) == 1
    assert Payments().charged(orders=(1,)) == {1: 300}
