"""Queries that are written here and run elsewhere."""

from __future__ import annotations

import pickle
from typing import Any

from django.db.models import QuerySet

from shop_orders.models import Order
from shop_payments import services as payments
from shop_payments.models import Payment
from shop_people.running import run, run_keys


def passed_on() -> list[Any]:
    queryset = Payment.objects.all()  # written
    return run(queryset)


def built_further() -> list[Any]:
    queryset = Payment.objects.all()  # written
    return run_keys(queryset)


def raw() -> list[Any]:
    queryset = Payment.objects.raw("SELECT * FROM shop_payments_payment")  # written
    return run(queryset.prefetch_related("order"))


def raw_joined() -> list[Any]:
    queryset = Order.objects.raw(  # written
        "SELECT o.* FROM shop_orders_order o JOIN shop_payments_payment p ON p.order_id = o.id"
    )
    return run(queryset)


def raw_elsewhere() -> list[Any]:
    queryset = Payment.objects.raw("SELECT * FROM shop_payments_payment")  # written
    elsewhere = queryset.using("default")
    return run(elsewhere)


def joined() -> list[Any]:
    queryset = Order.objects.filter(payments__amount__gt=0)  # written
    return run(queryset)


def joined_later() -> list[Any]:
    queryset = payments.listed()
    found = queryset.filter(order__person__name="")  # written
    return run(found)


def pickled() -> list[Any]:
    queryset = Payment.objects.all()
    queryset.query = pickle.loads(pickle.dumps(Payment.objects.filter(amount=1).query))  # written
    return run(queryset)


def asked_for() -> list[Any]:
    queryset = payments.listed()  # asked
    return list(queryset)


def answered() -> int:
    return payments.own_payments()


def later() -> Any:
    return Payment.objects.filter(amount=1)


def of_nothing() -> type | None:
    return QuerySet().model
