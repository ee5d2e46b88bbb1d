from django.apps import AppConfig


class ShippingConfig(AppConfig):
    name = "shipping"

    def ready(self):
        from orders.models import Order
        from orders.signals import order_cancelled
        from shipping import receivers

        order_cancelled.connect(receivers.stop_parcels, sender=Order)
