"""How much a parcel costs. One of these is named in the settings."""

from decimal import Decimal

from django.conf import settings

BASE = Decimal("4.95")
PER_KILO = Decimal("1.20")


def flat(order):
    return BASE


def by_weight_and_value(order):
    grams = order.weight_grams
    if grams == 0 or order.goods_total >= settings.MARKET_FREE_SHIPPING_FROM:
        return Decimal(0)
    return BASE + PER_KILO * (grams // 1000)
