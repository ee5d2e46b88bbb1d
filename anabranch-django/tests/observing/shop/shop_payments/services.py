"""What the payments do, with the orders and without. Each line that a test asks for bears its name."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from shop_orders.models import Order
from shop_payments.models import Batch, GiftOrder, OpenOrder, Payment, Receipt, Remark


def charge(order_id: int, amount: int) -> Payment:
    return Payment.objects.create(order_id=order_id, amount=amount)


def describe(order: object, extra: dict[str, object] | None = None) -> list[Model]:
    del extra
    return [order] if isinstance(order, Model) else []


def listed() -> QuerySet[Payment]:
    return Payment.objects.all()


def listed_by_number() -> QuerySet[Payment]:
    return Payment.objects.filter(order__number="A1")


def batches() -> QuerySet[Batch]:
    return Batch.objects.all()


def batches_by_number() -> QuerySet[Batch]:
    return Batch.objects.filter(orders__number="A1")


def numbers_of_paid() -> list[str]:
    return list(Payment.objects.values_list("order__number", flat=True))  # the join


def own_payments() -> int:
    return Payment.objects.filter(amount__gt=0).count()


def charge_and_close(order: Order) -> None:
    with transaction.atomic():  # the block
        Payment.objects.create(order=order, amount=1)
        Order.objects.filter(pk=order.pk).update(state="paid")  # the write


def orders_of_others(name: str) -> list[Order]:
    return list(Order.objects.exclude(person__name=name))  # the exclusion


def receipts_locked() -> list[Receipt]:
    with transaction.atomic():
        return list(Receipt.objects.select_for_update(of=("self",)).select_related("order"))  # receipts locked


def payments_of_open_locked() -> list[Payment]:
    opened = Order.objects.filter(pk=OuterRef("order"), state="open")
    with transaction.atomic():
        return list(Payment.objects.select_for_update().filter(Exists(opened)))  # payments of open locked


def gifts() -> list[str]:
    return [gift.number for gift in GiftOrder.objects.all()]  # the inherited


def open_orders() -> list[OpenOrder]:
    return list(OpenOrder.objects.all())  # the proxy


def orders_of(payments: list[Payment]) -> list[str]:
    found = []
    for payment in payments:
        found.append(payment.order.number)  # the hop
    return found


def first_order() -> str:
    return Payment.objects.all()[0].order.number  # the single hop


def subjects() -> list[Any]:
    return [remark.about for remark in Remark.objects.all()]  # the generic hop


def run(queryset: Any) -> list[Any]:
    return list(queryset)
