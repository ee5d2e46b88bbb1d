from django.db import models

from core.constants import CATALOG
from core.fields import MoneyField
from core.mixins import Auditable, Timestamped
from orders.models import Order
from orders.policies import COUNTS_AS_SALE


class SalesOrderManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(status__in=COUNTS_AS_SALE)


class SalesOrder(Order):
    """An order as the accountants see it: only those that count."""

    sales = SalesOrderManager()

    class Meta:
        proxy = True

    @property
    def net(self):
        return self.total - self.shipping_cost


class DailySales(models.Model):
    day = models.DateField(unique=True)
    orders = models.PositiveIntegerField(default=0)
    revenue = MoneyField(default=0)
    best_product = models.ForeignKey(
        f"{CATALOG}.Product", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-day"]
        verbose_name_plural = "daily sales"

    def __str__(self):
        return f"{self.day}: {self.revenue}"

    def headline(self):
        best = self.best_product.name if self.best_product_id else "nothing"
        return f"{self.orders} orders, mostly {best}"


class SavedReport(Timestamped, Auditable):
    name = models.CharField(max_length=80)
    text = models.TextField()

    def __str__(self):
        return self.name
