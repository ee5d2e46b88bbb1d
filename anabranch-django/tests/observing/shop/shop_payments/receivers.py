from __future__ import annotations

from django.db.models.signals import post_save

from shop_orders.models import Order


def on_order_saved(**_kwargs: object) -> None:  # the receiver
    """Nothing has to happen for the order to have been heard."""


def connect() -> None:
    post_save.connect(on_order_saved, sender=Order)
