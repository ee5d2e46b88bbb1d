from __future__ import annotations

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "shop_payments"

    def ready(self) -> None:
        from shop_payments import receivers

        receivers.connect()
