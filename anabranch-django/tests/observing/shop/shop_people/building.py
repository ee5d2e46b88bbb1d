"""What people make of a query of the payments: each joins the orders at the line that says so."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from shop_orders.models import Order
from shop_payments.models import Batch, Payment

Payments = QuerySet[Payment]


def filtered(payments: Payments) -> Payments:
    return payments.filter(order__number="A1")  # joined


def selected(payments: Payments) -> Payments:
    return payments.select_related("order")  # joined


def ordered(payments: Payments) -> Payments:
    return payments.order_by("-order__number")  # joined


def ordered_batches(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    return batches.order_by("-orders__number")  # joined


def valued(payments: Payments) -> Any:
    return payments.values_list("order__number")  # joined


def counted(payments: Payments) -> Any:
    return payments.annotate(many=Count("order__lines"))  # joined


def within(payments: Payments) -> Payments:
    return payments.filter(order__in=Order.objects.filter(number="A1"))  # joined


def existing(payments: Payments) -> Payments:
    return payments.filter(Exists(Order.objects.filter(pk=OuterRef("order"))))  # joined


def annotated(payments: Payments) -> Payments:
    return payments.annotate(number=Subquery(Order.objects.filter(pk=OuterRef("order")).values("number")[:1]))  # joined


def united(payments: Payments) -> Any:
    return payments.values("pk").union(Order.objects.values("pk"))  # joined


def prefetched(payments: Payments) -> Payments:
    return payments.prefetch_related("order__lines")  # joined


def all_orders() -> QuerySet[Order]:
    return Order.objects.with_siblings()  # asked


def refined(payments: Payments) -> Payments:
    return payments.filter(amount__gt=0)


def refined_often(payments: Payments) -> Payments:
    payments = payments.filter(amount__gt=-9)
    payments = payments.filter(amount__gt=-8)
    payments = payments.filter(amount__gt=-7)
    payments = payments.filter(amount__gt=-6)
    payments = payments.filter(amount__gt=-5)
    payments = payments.filter(amount__gt=-4)
    payments = payments.filter(amount__gt=-3)
    payments = payments.filter(amount__gt=-2)
    payments = payments.filter(amount__gt=-1)
    payments = payments.filter(order__number="A1")  # joined
    payments = payments.filter(amount__gt=0)
    return payments.filter(amount__gt=1)


def run(payments: Any) -> list[Any]:
    return list(payments)
