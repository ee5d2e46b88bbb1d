"""A far domain calls one that stays with the tests: the test's own thread answers, in the test's own transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from anabranch_django.testing.callbacks import Callbacks
from anabranch_django.testing.peers import Peer
from anabranch_django.testing.plugin import reached_by, signing_for_tests
from tests.shop.orders.port import Orders
from tests.shop.payments.port import Payments
from tests.shop.stock.port import Stock
from tests.world import wait_until


@pytest.fixture(scope="module")
def stock_alone() -> Iterator[Peer]:
    with signing_for_tests():
        started = Peer(serve="stock")
    with started as peer:
        yield peer


@pytest.fixture
def far(stock_alone: Peer) -> Iterator[None]:
    with reached_by(stock_alone.remote(), far=frozenset({"stock"})):
        yield
    stock_alone.flush()


@pytest.mark.django_db
@pytest.mark.usefixtures("far")
def test_far_domain_sees_what_the_test_has_not_committed() -> None:
    Payments().charge(order=3, cents=500)
    assert Stock().charged_for(order=3) == 500


@pytest.mark.django_db
@pytest.mark.usefixtures("far")
def test_calls_through_a_far_domain_and_back_are_hops_of_one_call() -> None:
    assert len(Orders(timeout=20).remaining()) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("far")
def test_calls_of_several_threads_find_their_answers() -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(Stock().put(sku="mug", count=1))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == list(range(1, 9))


def test_what_is_asked_for_a_call_that_nobody_waits_for_is_refused() -> None:
    callbacks = Callbacks()
    refused: list[object] = []
    try:
        asking = threading.Thread(target=lambda: refused.append(ask(callbacks.url)))
        asking.start()
        wait_until(lambda: len(callbacks._asked) == 1)
        callbacks.answer_while(lambda: None)
        asking.join(timeout=60)
    finally:
        callbacks.close()
    assert refused == [503]


def ask(url: str) -> int:
    from urllib.error import HTTPError
    from urllib.request import urlopen

    try:
        urlopen(url, data=b"{}", timeout=60)
    except HTTPError as error:
        return error.code
    return 200
