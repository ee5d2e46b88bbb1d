from __future__ import annotations

from anabranch_django.events import consumer
from tests.deployment.placed.parcels.models import Parcel
from tests.trade.sales.port import OrderPlaced, Orders


@consumer(Orders.placed, name="parcels.prepare", domain="parcels")
def prepare(event: OrderPlaced) -> None:
    Parcel(order=event.order_id).save()
