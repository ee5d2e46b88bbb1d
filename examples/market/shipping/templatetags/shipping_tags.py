from django import template

from shipping.models import Shipment

register = template.Library()


@register.inclusion_tag("shipping/_progress.html")
def parcel_progress(order):
    return {"shipments": Shipment.objects.filter(order_id=order.pk).prefetch_related("events")}


@register.simple_tag
def parcels_waiting():
    return Shipment.objects.filter(status=Shipment.Status.PACKING).count()
