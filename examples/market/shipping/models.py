from django.db import models
from django.urls import reverse

from core.constants import ORDERING
from core.managers import ActiveQuerySet
from core.mixins import Priced, Timestamped
from core.text import make_code
from inventory import models as stock


class Carrier(Priced):
    name = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)
    max_grams = models.PositiveIntegerField(default=20000)

    objects = ActiveQuerySet.as_manager()

    def __str__(self):
        return self.name


class Shipment(Timestamped):
    class Status(models.TextChoices):
        PACKING = "packing", "Being packed"
        UNDERWAY = "underway", "Under way"
        DELIVERED = "delivered", "Delivered"
        STOPPED = "stopped", "Stopped"

    order = models.ForeignKey(
        ORDERING + ".Order", on_delete=models.CASCADE, related_name="shipments"
    )
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT)
    origin = models.ForeignKey(stock.Warehouse, null=True, on_delete=models.SET_NULL)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PACKING)
    tracking = models.CharField(max_length=20, unique=True, default=make_code)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.tracking} ({self.get_status_display()})"

    def get_absolute_url(self):
        return reverse("shipping:track", args=[self.tracking])

    def label_text(self):
        order = self.order
        return f"{order.number}\n{order.address}"

    def sender_city(self):
        return self.origin.city if self.origin_id else "Utrecht"


class ShipmentEvent(Timestamped):
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="events")
    text = models.CharField(max_length=120)

    class Meta:
        ordering = ["created_at", "pk"]


class PickupPoint(stock.Warehouse):
    """A warehouse with a counter."""

    opening_hours = models.CharField(max_length=120)
    carrier = models.ForeignKey(Carrier, on_delete=models.PROTECT, related_name="pickup_points")

    def __str__(self):
        return f"{self.city}, {self.opening_hours}"
