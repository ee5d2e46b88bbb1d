from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models

from shop_people.models import Person


class OrderQuerySet(models.QuerySet["Order"]):
    def of(self, person: Person) -> OrderQuerySet:
        return self.filter(person=person)

    def exclude(self, *args: Any, **kwargs: Any) -> OrderQuerySet:
        return super().exclude(*args, **kwargs)

    def with_siblings(self) -> OrderQuerySet:
        return self.filter(person__orders__number="A1")


class Order(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="orders")
    number = models.CharField(max_length=20, default="")
    state = models.CharField(max_length=20, default="open")
    remarks: Any = GenericRelation("shop_payments.Remark")

    objects = OrderQuerySet.as_manager()

    def close(self) -> str:
        self.state = "closed"
        self.save()
        return self.state


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    text = models.CharField(max_length=20)
