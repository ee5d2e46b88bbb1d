"""What the business writes, and what consumers do."""

from django.db import models


class Order(models.Model):
    """The business's own row."""

    total = models.IntegerField()
    note = models.CharField(max_length=200)


class Line(models.Model):
    """And rows that go with it."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    sku = models.CharField(max_length=50)
    price = models.IntegerField()


class Seen(models.Model):
    """One row an effect; nothing but the inbox keeps it from being there twice."""

    order_id = models.BigIntegerField()
    number = models.IntegerField()
    lag = models.FloatField()


class Queued(models.Model):
    """The outbox as it is often written: one row a transaction."""

    order_id = models.BigIntegerField()
    number = models.IntegerField()
