from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.constants import ORDER_MODEL, PRODUCT_MODEL
from core.fields import MoneyField
from core.managers import ActiveQuerySet
from core.mixins import AboutProduct, Auditable, Timestamped
from core.text import make_code
from products.limits import can_be_promoted
from products.models import Product


class PromotionQuerySet(ActiveQuerySet):
    def running(self, at=None):
        at = at or timezone.now()
        return self.active().filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def for_brand(self, name):
        return self.filter(items__product__brand__name=name).distinct()


class Promotion(Timestamped, Auditable):
    name = models.CharField(max_length=120)
    percent = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    products = models.ManyToManyField(
        PRODUCT_MODEL,
        through="PromotionProduct",
        related_name="promotions",
        limit_choices_to=can_be_promoted,
    )

    objects = PromotionQuerySet.as_manager()

    def __str__(self):
        return f"{self.name} (−{self.percent} %)"


class PromotionProduct(AboutProduct):
    promotion = models.ForeignKey(Promotion, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]


class Coupon(Timestamped):
    code = models.CharField(max_length=20, unique=True, default=make_code)
    percent = models.PositiveSmallIntegerField(default=10)
    minimum = MoneyField(default=0)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="coupons",
    )
    is_active = models.BooleanField(default=True)
    only_once = models.BooleanField(default=True)

    objects = ActiveQuerySet.as_manager()

    def __str__(self):
        return self.code

    def clean_code(self):
        return self.code.strip().upper()


class Redemption(Timestamped):
    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="redemptions")
    order = models.OneToOneField(ORDER_MODEL, on_delete=models.CASCADE)
    amount = MoneyField()

    def __str__(self):
        return f"{self.coupon_id} on {self.order.number}"


class GiftCard(Product):
    """A product, so that the catalogue could sell it without a change."""

    code = models.CharField(max_length=20, unique=True, default=make_code)
    balance = MoneyField(default=0)
    redeemed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"Gift card {self.code}"

    @property
    def is_usable(self):
        return self.balance > 0
