from django.db.models import Count, F, Sum

from inventory.models import Reservation, StockItem, StockMovement, Warehouse


def warehouses_with_totals():
    return Warehouse.objects.annotate(
        pieces=Sum("stock__quantity"),
        value=Sum(F("stock__quantity") * F("stock__product__price")),
        kinds=Count("stock"),
    )


def short_items():
    return StockItem.objects.short().select_related("product__brand", "warehouse")


def stale_reservations(now):
    stale = Reservation.objects.filter(taken=False, expires_at__lt=now)
    return stale.exclude(order__payments__status="captured").select_related("item")


def latest_movements(limit=20):
    return StockMovement.objects.select_related("item__product", "actor")[:limit]
