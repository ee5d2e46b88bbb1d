from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Sum
from django.urls import reverse

from accounts.managers import CustomerManager
from core.constants import PRODUCT_MODEL


class User(AbstractUser):
    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=30, blank=True)
    newsletter = models.BooleanField(default=False)
    last_seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    favourites = models.ManyToManyField(PRODUCT_MODEL, related_name="fans", blank=True)

    objects = CustomerManager()

    def __str__(self):
        return self.get_full_name() or self.username

    def get_absolute_url(self):
        return reverse("accounts:dashboard")

    @property
    def default_address(self):
        return self.addresses.order_by("-is_default", "pk").first()

    def lifetime_value(self):
        paid = self.purchases.exclude(status__in=["placed", "cancelled"])
        return paid.aggregate(total=Sum("total"))["total"] or 0

    def has_bought(self, product_id):
        return self.purchases.filter(lines__product_id=product_id).exists()

    @property
    def is_regular(self):
        from orders.policies import REGULAR_FROM

        return self.lifetime_value() >= REGULAR_FROM


class StaffMember(User):
    """The same people as the back office sees them."""

    class Meta:
        proxy = True
        verbose_name = "staff member"

    def __str__(self):
        return f"{self.username} (staff)"


class Address(models.Model):
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="addresses")
    name = models.CharField(max_length=100)
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=12)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="NL")
    is_default = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self):
        return f"{self.name}, {self.street}, {self.postcode} {self.city}"

    def as_lines(self):
        return "\n".join([self.name, self.street, f"{self.postcode} {self.city}", self.country])

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.is_default:
            self.user.addresses.exclude(pk=self.pk).update(is_default=False)
