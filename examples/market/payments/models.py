from django.conf import settings
from django.db import models
from django.db.models import Sum

from core.fields import MoneyField, ProtectedForeignKey
from core.managers import TimestampedQuerySet
from core.mixins import Timestamped


class PaymentQuerySet(TimestampedQuerySet):
    def captured(self):
        return self.filter(status=Payment.Status.CAPTURED)

    def of_customer(self, user):
        return self.filter(order__customer=user)

    def turnover(self):
        return self.captured().aggregate(value=Sum("amount"))["value"] or 0


class Payment(Timestamped):
    class Status(models.TextChoices):
        PENDING = "pending", "Pending"
        CAPTURED = "captured", "Paid"
        REFUSED = "refused", "Refused"
        REFUNDED = "refunded", "Paid back"

    order = ProtectedForeignKey("orders.Order", related_name="payments")
    method = models.CharField(max_length=20)
    amount = MoneyField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING)
    reference = models.CharField(max_length=40, blank=True)
    message = models.CharField(max_length=200, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.amount} for {self.order.number}"

    @property
    def is_captured(self):
        return self.status == self.Status.CAPTURED

    def payer_email(self):
        return self.order.customer.email


class Refund(Timestamped):
    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="refunds")
    amount = MoneyField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self):
        return f"{self.amount} back"


class SavedCard(Timestamped):
    owner = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="cards")
    token = models.CharField(max_length=40)
    last_digits = models.CharField(max_length=4)

    def __str__(self):
        return f"•••• {self.last_digits} of {self.owner.email}"
