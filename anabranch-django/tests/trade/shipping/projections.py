"""A read model of the tests. The owner is asked by functions that a test may look into."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from anabranch_django.events.projections import Gone, Projection, on
from anabranch_django.settings import current
from tests.trade.sales.models import Order
from tests.trade.sales.port import OrderChanged, OrderRemoved, Orders
from tests.trade.shipping.models import OrderCopy


@dataclass(frozen=True)
class Item:
    id: int
    version: int


def _nothing() -> None:
    pass


after_reading: list[Callable[[], None]] = [_nothing]
"""What happens between the owner's answer and its arrival."""


class OrderCopies(Projection[Item], name="shipping.orders", domain="shipping"):
    model = OrderCopy
    key = "order_id"

    @on(Orders.changed)
    def changed(self, event: OrderChanged) -> Item | None:
        return Item(event.order_id, event.version) if event.version > 1 else None

    @on(Orders.removed)
    def removed(self, event: OrderRemoved) -> Gone:
        return Gone(event.order_id)

    def page(self, after: int | None, limit: int) -> Sequence[Item]:
        orders = _orders().filter(id__gt=after or 0).order_by("id")[:limit]
        return _answered([Item(order.id, order.version) for order in orders])

    def find(self, keys: Sequence[int]) -> Sequence[Item]:
        return _answered([Item(order.id, order.version) for order in _orders().filter(id__in=keys)])

    def row(self, item: Item) -> dict[str, object]:
        return {"order_id": item.id, "version": item.version}


def _orders() -> QuerySet[Order]:
    orders: QuerySet[Order] = Order._base_manager.using(current().domain("sales").database).all()
    return orders


def _answered(items: list[Item]) -> list[Item]:
    after_reading[-1]()
    return items
