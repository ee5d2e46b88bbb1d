from django.dispatch import receiver

from orders import signals as order_signals
from shipping.models import Shipment
from shipping.services import stop


def stop_parcels(sender, order, **kwargs):
    for shipment in Shipment.objects.filter(order_id=order.pk, status=Shipment.Status.PACKING):
        stop(shipment)


@receiver(order_signals.order_paid)
def note_payment(sender, order, **kwargs):
    for shipment in Shipment.objects.filter(order_id=order.pk):
        shipment.events.create(text="Paid.")
