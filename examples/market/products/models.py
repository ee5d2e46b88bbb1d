from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse

from core.managers import ActiveQuerySet
from core.mixins import Auditable, Priced, Timestamped
from products.querysets import ProductQuerySet


class Brand(models.Model):
    name = models.CharField(max_length=80, unique=True)
    country = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)

    objects = ActiveQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Category(models.Model):
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "categories"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("products:category", args=[self.slug])


class Product(Timestamped, Auditable, Priced):
    sku = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    brand = models.ForeignKey(Brand, null=True, blank=True, on_delete=models.SET_NULL)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="products")
    description = models.TextField(blank=True)
    weight_grams = models.PositiveIntegerField(default=500)
    is_active = models.BooleanField(default=True)
    warehouses = models.ManyToManyField(
        "inventory.Warehouse",
        through="inventory.StockItem",
        related_name="products",
    )
    notices = GenericRelation(
        "notifications.Notification",
        content_type_field="target_type",
        object_id_field="target_id",
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("products:detail", args=[self.slug])

    @property
    def available(self):
        return sum(item.free for item in self.stock.all())

    @property
    def in_stock(self):
        return self.is_digital or self.available > 0

    @property
    def is_digital(self):
        return self.weight_grams == 0

    def average_rating(self):
        rated = self.review_set.exclude(rating=None)
        return rated.aggregate(value=models.Avg("rating"))["value"]

    def often_bought_with(self):
        """Other products in the orders that hold this one."""
        orders = self.orderline_set.values("order_id")
        others = Product.objects.active().filter(orderline__order__in=orders)
        return others.exclude(pk=self.pk).distinct()[:4]
