from __future__ import annotations

from anabranch_django.ports import current_call
from tests.shop.orders.foreign import count_charges
from tests.shop.orders.port import Orders
from tests.shop.stock.port import Stock


class Serving(Orders):
    def remaining(self) -> tuple[int, ...]:
        call = current_call()
        assert call is not None
        return (int(call.remaining * 1000), *Stock().remaining())

    def peek(self) -> int:
        return count_charges()

    def loop(self) -> int:
        return Orders().loop() + 1
