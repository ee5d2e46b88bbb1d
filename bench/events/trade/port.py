"""The events, about 100 bytes each."""

from dataclasses import dataclass

from anabranch_django.events import Event
from anabranch_django.ports import Port


@dataclass(frozen=True)
class Placed:
    """Of one order, numbered within it."""

    order_id: int
    number: int
    at: float
    note: str = "as always, please"


class Trade(Port, key="trade"):
    """One event a way of consuming it."""

    ignored = Event(Placed, key=lambda event: event.order_id)
    stored = Event(Placed, key=lambda event: event.order_id)
    stored_together = Event(Placed, key=lambda event: event.order_id)
