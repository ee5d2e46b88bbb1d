from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F
from django.utils import timezone

from core.constants import ORDER_MODEL
from core.mixins import Timestamped


class Warehouse(models.Model):
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=10, unique=True)
    city = models.CharField(max_length=80)
    is_open = models.BooleanField(default=True)
    keeper = models.ForeignKey(
        get_user_model(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["code"]

    def __str__(self):
        return f"{self.name} ({self.code})"

    def keeper_email(self):
        return self.keeper.email if self.keeper_id else settings.DEFAULT_FROM_EMAIL


class StockItemQuerySet(models.QuerySet):
    def free(self):
        return self.filter(quantity__gt=F("reserved"))

    def sellable(self):
        return self.free().filter(warehouse__is_open=True, product__is_active=True)

    def short(self, below=5):
        return self.filter(quantity__lt=F("reserved") + below).order_by("product__name")


class StockItem(models.Model):
    product = models.ForeignKey("products.Product", on_delete=models.CASCADE, related_name="stock")
    warehouse = models.ForeignKey(Warehouse, on_delete=models.CASCADE, related_name="stock")
    quantity = models.PositiveIntegerField(default=0)
    reserved = models.PositiveIntegerField(default=0)

    objects = StockItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "warehouse"], name="one_item_per_shelf"),
        ]

    def __str__(self):
        return f"{self.product.sku} in {self.warehouse.code}: {self.free}"

    @property
    def free(self):
        return self.quantity - self.reserved


class Reservation(Timestamped):
    """What an order holds until it is paid or given up."""

    order = models.ForeignKey(ORDER_MODEL, on_delete=models.CASCADE, related_name="reservations")
    item = models.ForeignKey(StockItem, on_delete=models.CASCADE, related_name="reservations")
    quantity = models.PositiveIntegerField()
    expires_at = models.DateTimeField()
    taken = models.BooleanField(default=False)

    @property
    def is_stale(self):
        return not self.taken and self.expires_at < timezone.now()


class StockMovement(Timestamped):
    item = models.ForeignKey(StockItem, on_delete=models.CASCADE, related_name="movements")
    delta = models.IntegerField()
    reason = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
