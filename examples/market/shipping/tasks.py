from celery import shared_task

from core.loading import get_class
from shipping.models import Shipment
from shipping.services import arrive, create_shipment, hand_over


@shared_task
def prepare_shipment(order_id):
    Order = get_class("orders.models", "Order")
    order = Order.objects.get(pk=order_id)
    if not order.weight_grams:
        return None
    return create_shipment(order).tracking


@shared_task(name="shipping.poll-carriers")
def poll_carriers():
    """Asks the carriers where the parcels are. Ours deliver after two polls."""
    moved = 0
    for shipment in Shipment.objects.filter(status=Shipment.Status.UNDERWAY):
        arrive(shipment)
        moved += 1
    for shipment in Shipment.objects.filter(status=Shipment.Status.PACKING):
        hand_over(shipment)
        moved += 1
    return moved
