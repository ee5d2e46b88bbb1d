from django.conf import settings
from django.db import models
from django.db.models import F, Sum
from django.urls import reverse

from core.constants import PRODUCT_MODEL
from core.fields import MoneyField, ProtectedForeignKey
from core.loading import load_plugin
from core.managers import TimestampedQuerySet
from core.mixins import Numbered, Timestamped
from core.money import quantize
from orders.policies import CANCELLABLE, COUNTS_AS_SALE


class Cart(Timestamped):
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE
    )

    def total(self):
        lines = self.lines.select_related("product")
        return quantize(sum(line.product.current_price * line.quantity for line in lines))

    def count(self):
        return self.lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(PRODUCT_MODEL, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "product"], name="one_line_per_product"),
        ]

    @property
    def amount(self):
        return quantize(self.product.current_price * self.quantity)


class OrderQuerySet(TimestampedQuerySet):
    def sales(self):
        return self.filter(status__in=COUNTS_AS_SALE)

    def of_customer(self, user):
        return self.filter(customer=user)

    def with_everything(self):
        return self.select_related("customer", "coupon").prefetch_related(
            "lines__product",
            "payments",
            "shipments",
        )


class Order(Timestamped, Numbered):
    class Status(models.TextChoices):
        PLACED = "placed", "Placed"
        PAID = "paid", "Paid"
        SHIPPED = "shipped", "Shipped"
        DONE = "done", "Delivered"
        CANCELLED = "cancelled", "Cancelled"

    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="purchases"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PLACED)
    coupon = models.ForeignKey(
        "promotions.Coupon", null=True, blank=True, on_delete=models.SET_NULL, related_name="orders"
    )
    gateway = models.CharField(max_length=100, default="payments.gateways.CardGateway")
    address = models.TextField()
    note = models.TextField(blank=True)
    goods_total = MoneyField(default=0)
    discount = MoneyField(default=0)
    shipping_cost = MoneyField(default=0)
    total = MoneyField(default=0)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def get_absolute_url(self):
        return reverse("orders:detail", args=[self.number])

    @property
    def is_open(self):
        return self.status == self.Status.PLACED

    @property
    def can_cancel(self):
        return self.status in CANCELLABLE and not self.shipments.exists()

    @property
    def paid_amount(self):
        captured = self.payments.filter(status="captured")
        return captured.aggregate(value=Sum("amount"))["value"] or 0

    @property
    def weight_grams(self):
        weights = self.lines.aggregate(value=Sum(F("quantity") * F("product__weight_grams")))
        return weights["value"] or 0

    @property
    def gateway_label(self):
        return load_plugin(self.gateway).label

    def customer_email(self):
        return self.customer.email


class OrderLineQuerySet(models.QuerySet):
    def recent(self, days):
        recent = Order.objects.sales().since(days=days)
        return self.filter(order__in=recent)

    def of_brand(self, brand):
        return self.filter(product__brand=brand)


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = ProtectedForeignKey("products.Product")
    description = models.CharField(max_length=140)
    quantity = models.PositiveSmallIntegerField(default=1)
    unit_price = MoneyField()

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.quantity} × {self.description}"

    @property
    def amount(self):
        return quantize(self.unit_price * self.quantity)

    def gift_code(self):
        """The code of the gift card that this line sold, if it did."""
        from promotions.models import GiftCard

        try:
            return self.product.giftcard.code
        except GiftCard.DoesNotExist:
            return ""
