"""What the domain `sales` of the tests tells: events by number, by which their order can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from anabranch_django.events.declaration import Event
from anabranch_django.ports import Port


@dataclass(frozen=True)
class OrderPlaced:
    order_id: int
    number: int
    note: str = ""


@dataclass(frozen=True)
class OrderChanged:
    order_id: int
    version: int


@dataclass(frozen=True)
class OrderRemoved:
    order_id: int


@dataclass(frozen=True)
class OrderCounted:
    order_id: int
    number: int


class Orders(Port, key="sales"):
    placed = Event(OrderPlaced, key=lambda event: event.order_id)
    changed = Event(OrderChanged, key=lambda event: event.order_id)
    removed = Event(OrderRemoved, key=lambda event: event.order_id)
    announced = Event(OrderCounted, key=lambda event: event.order_id)
    counted = Event(OrderCounted, key=lambda event: event.order_id)
