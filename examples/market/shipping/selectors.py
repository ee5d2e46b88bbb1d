from django.db.models import Count, Q

from shipping.models import Carrier, PickupPoint, Shipment


def shipments_of(user):
    shipments = Shipment.objects.filter(order__customer_id=user.pk)
    return shipments.select_related("carrier", "order")


def carriers_with_load():
    packing = Q(shipment__status=Shipment.Status.PACKING)
    return Carrier.objects.annotate(load=Count("shipment", filter=packing)).order_by("name")


def to_brand(name):
    return Shipment.objects.filter(order__lines__product__brand__name=name).distinct()


def late(before):
    waiting = Shipment.objects.filter(status=Shipment.Status.PACKING, created_at__lt=before)
    return waiting.extra(
        where=["order_id IN (SELECT id FROM orders_order WHERE status = 'paid')"],
    )


def points_with_stock(sku):
    return PickupPoint.objects.filter(stock__product__sku=sku, is_open=True)
