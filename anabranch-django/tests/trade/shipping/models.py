from __future__ import annotations

from django.db import models


class Parcel(models.Model):
    """The effect of an event: one row each time a handler was effective. No constraint helps the code under test."""

    id = models.BigAutoField(primary_key=True)
    consumer = models.CharField(max_length=50)
    order_id = models.BigIntegerField()
    number = models.IntegerField()


class OrderCopy(models.Model):
    """What shipping keeps of orders: a read model."""

    order_id = models.BigIntegerField(unique=True)
    version = models.IntegerField()


class Label(models.Model):
    """Refers to a parcel: the database checks that at the commit."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE)
