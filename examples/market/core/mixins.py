from django.conf import settings
from django.db import models
from django.utils import timezone

from core.constants import PRODUCT_MODEL
from core.fields import MoneyField
from core.money import percent_off
from core.text import make_number


class Timestamped(models.Model):
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def age(self):
        return timezone.now() - self.created_at


class Auditable(models.Model):
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)s_created",
    )

    class Meta:
        abstract = True

    def created_by_label(self):
        if self.created_by_id is None:
            return "the shop"
        return self.created_by.get_full_name()


class Numbered(models.Model):
    number = models.CharField(max_length=16, unique=True, default=make_number, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.number


class Priced(models.Model):
    price = MoneyField()

    class Meta:
        abstract = True

    @property
    def current_price(self):
        from promotions.services import best_discount

        return percent_off(self.price, best_discount(self))

    @property
    def is_reduced(self):
        return self.current_price < self.price


class AboutProduct(models.Model):
    product = models.ForeignKey(
        PRODUCT_MODEL,
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s_set",
    )

    class Meta:
        abstract = True

    def product_label(self):
        return f"{self.product.name} ({self.product_id})"
