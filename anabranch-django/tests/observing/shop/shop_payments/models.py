from __future__ import annotations

from typing import Any

import django
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from shop_orders.models import Order
from shop_people.bases import ChangedManager, ChangedQuerySet, Position
from shop_people.models import Person, Stamped


class Payment(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="payments")
    amount = models.IntegerField(default=0)


class Receipt(models.Model):
    order = models.OneToOneField(Order, on_delete=models.SET_NULL, null=True, related_name="receipt")


class Batch(models.Model):
    orders: Any = models.ManyToManyField(Order, related_name="batches")
    checked: Any = models.ManyToManyField(Order, through="Check", related_name="checked_in")


class Check(models.Model):
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "order"], name="one_check")]


class GiftOrder(Order):
    greeting = models.CharField(max_length=20, default="")


class OpenOrder(Order):
    class Meta:
        proxy = True


class Account(Stamped):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, null=True, related_name="accounts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="accounts")
    position: Any = Position(default=0)

    objects: Any = models.Manager()
    changed: Any = ChangedQuerySet.as_manager()
    often: Any = ChangedManager()

    def title(self) -> str:
        return "account"


class Remark(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    about: Any = GenericForeignKey()
    text = models.CharField(max_length=20, default="")


if django.VERSION >= (5, 2):

    class Slip(models.Model):
        pk: Any = models.CompositePrimaryKey("order", "number")
        order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
        number = models.IntegerField()
