from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from anabranch_django.errors import BreakerOpen, PoolFull, Unreachable
from anabranch_django.ports.carriers import Carrier, Remote, reach_by
from anabranch_django.ports.exchange import Answered
from anabranch_django.ports.targets import Bulkhead
from anabranch_django.ports.transport import NotSent
from anabranch_django.testing.plugin import reached_by
from tests.shop.payments.port import Payments
from tests.shop.stock.port import Stock
from tests.world import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SLOW = 4.0
"""Seconds: what has to happen meanwhile takes milliseconds where the machine is not busy."""


def test_calls_of_a_slow_port_fill_its_own_pool_only(carry: Callable[[str], Carrier]) -> None:
    slow, quick = carry("process"), carry("process")
    assert isinstance(slow, Remote)
    slow.bulkhead = Bulkhead(2)
    with reached_by(quick), ThreadPoolExecutor(8) as threads:
        reach_by(lambda key: slow if key == "stock" else quick)
        sleeping = [threads.submit(Stock().sleep, seconds=SLOW) for _ in range(6)]
        wait_until(lambda: sum(call.done() for call in sleeping) == 4)
        for _ in range(5):
            Payments().charged(orders=(1,))
        under_way = sum(not call.done() for call in sleeping)
        outcomes = [type(call.exception()).__name__ for call in sleeping]
    assert under_way == 2
    assert outcomes.count("PoolFull") == 4
    assert outcomes.count("NoneType") == 2


def test_full_pool_is_said_at_once(carry: Callable[[str], Carrier]) -> None:
    remote = carry("process")
    assert isinstance(remote, Remote)
    remote.bulkhead = Bulkhead(1)
    with reached_by(remote), ThreadPoolExecutor(1) as threads:
        sleeping = threads.submit(Stock().sleep, seconds=SLOW)
        wait_until(lambda: not remote.bulkhead._free._value)
        with pytest.raises(PoolFull, match="nothing was sent"):
            Stock().sleep(seconds=0)
        assert not sleeping.done()
        assert sleeping.result() == "slept"


def test_peer_that_fails_is_left_alone_and_tried_again_after_a_rest(carry: Callable[[str], Carrier]) -> None:
    remote = carry("wire")
    assert isinstance(remote, Remote)
    now = [0.0]
    remote.breaker._clock = lambda: now[0]
    healthy, tried = remote._post, []

    def refused(*_request: object) -> Answered:
        tried.append(1)
        raise NotSent("connection refused")

    remote._post = refused
    with reached_by(remote):
        for _ in range(20):
            with pytest.raises((Unreachable, BreakerOpen)):
                Payments().charged(orders=(1,))
        assert len(tried) == 5
        remote._post = healthy
        with pytest.raises(BreakerOpen):
            Payments().charged(orders=(1,))
        now[0] += 1.1
        assert Payments().charged(orders=(1,)) == {}
        assert Payments().charged(orders=(1,)) == {}
