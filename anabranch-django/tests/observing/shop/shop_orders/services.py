"""What the orders do with the payments: one function a way of crossing the edge between them."""

from __future__ import annotations

import contextlib
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Prefetch, Subquery

from shop_orders.models import Line, Order
from shop_payments import services as payments
from shop_payments.models import Batch, Payment, Receipt
from shop_payments.tasks import remind


def joined() -> list[Order]:
    return list(Order.objects.filter(payments__amount__gt=0))  # joined


def selected() -> list[Payment]:
    return list(Payment.objects.select_related("order"))  # selected


def subquery() -> list[Order]:
    return list(Order.objects.filter(Exists(Payment.objects.filter(order=OuterRef("pk")))))  # subquery


def annotated() -> list[Order]:
    newest = Payment.objects.filter(order=OuterRef("pk")).values("amount")[:1]  # annotated
    return list(Order.objects.annotate(newest=Subquery(newest)))


def united() -> list[Any]:
    return list(Order.objects.values_list("id").union(Payment.objects.values_list("id")))  # united


def raw_cursor() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(  # raw cursor
            "WITH paid AS (SELECT order_id FROM shop_payments_payment) SELECT o.id FROM shop_orders_order o JOIN paid ON o.id = paid.order_id"
        )
        return cursor.fetchall()


def raw_queryset() -> list[Order]:
    return list(
        Order.objects.raw(  # raw queryset
            "SELECT o.* FROM shop_orders_order o, shop_payments_payment p WHERE p.order_id = o.id"
        )
    )


def iterated() -> list[int]:
    return [order.pk for order in Order.objects.filter(payments__amount__gt=0).iterator(chunk_size=2)]  # iterated


def read() -> int:
    return Payment.objects.count()  # read


def deferred() -> int:
    payment = Payment.objects.defer("amount")[0]
    return payment.amount  # deferred


def written() -> None:
    Payment.objects.update(amount=2)  # updated


def created_in_bulk(order: Order) -> None:
    Payment.objects.bulk_create([Payment(order=order, amount=number) for number in range(3)])  # bulk created


def updated_in_bulk() -> None:
    found = list(Payment.objects.all())
    Payment.objects.bulk_update(found, ["amount"])  # bulk updated


def linked(order: Order, batch: Batch) -> None:
    order.batches.add(batch)  # linked


def locked() -> list[Payment]:
    with transaction.atomic():
        return list(Payment.objects.select_for_update())  # locked


def both_written(order: Order) -> None:
    with transaction.atomic():  # both written
        order.close()
        payments.charge(order.pk, 1)  # the call


@transaction.atomic  # decorated
def both_written_decorated(order: Order) -> None:
    order.close()
    payments.charge(order.pk, 1)


def payment_rolled_back(order: Order) -> None:
    with transaction.atomic():
        order.close()
        with contextlib.suppress(ValueError), transaction.atomic():
            payments.charge(order.pk, 1)
            raise ValueError


def payment_rolled_back_by_hand(order: Order) -> None:
    with transaction.atomic():
        order.close()
        savepoint = connection.savepoint()
        payments.charge(order.pk, 1)
        connection.savepoint_rollback(savepoint)


def payments_rolled_back_one_by_one(order: Order) -> None:
    with transaction.atomic():
        order.close()
        savepoint = connection.savepoint()
        for amount in range(2):
            payments.charge(order.pk, amount)
            connection.savepoint_rollback(savepoint)


def payment_kept_in_savepoint(order: Order) -> None:
    with transaction.atomic():  # kept in savepoint
        order.close()
        with transaction.atomic():
            payments.charge(order.pk, 1)


def all_rolled_back(order: Order) -> None:
    with transaction.atomic():
        order.close()
        payments.charge(order.pk, 1)
        transaction.set_rollback(True)


def payment_on_commit(order: Order) -> None:
    with transaction.atomic():
        order.close()
        transaction.on_commit(lambda: payments.charge(order.pk, 1))


def one_after_the_other(order: Order) -> None:
    order.close()
    payments.charge(order.pk, 1)


def paid_amounts(order: Order) -> list[int]:
    return [payment.amount for payment in order.payments.all()]  # reverse hop


def has_receipt(order: Order) -> bool:
    return hasattr(order, "receipt")  # one-to-one hop


def batches_of(order: Order) -> int:
    return order.batches.count()  # many-to-many hop


def remarks_of(order: Order) -> int:
    return int(order.remarks.count())  # generic reverse hop


def prefetched() -> list[Order]:
    queryset = Payment.objects.order_by("pk")
    found = Order.objects.prefetch_related(Prefetch("payments", queryset=queryset))  # prefetched
    return list(found)


def customers() -> list[str]:
    return [line.order.person.name for line in Line.objects.select_related("order__person")]


def deleted(order: Order) -> None:
    order.delete()  # deleted


def deleted_by_query() -> None:
    Order.objects.filter(state="old").delete()  # deleted by query


def paid_deleted() -> None:
    Order.objects.filter(payments__amount__gt=0).delete()  # paid deleted


def lines_of_paid_deleted() -> None:
    Line.objects.filter(order__payments__amount__gt=0).delete()  # lines of paid deleted


def payments_deleted() -> None:
    Payment.objects.filter(amount__gt=0).delete()  # payments deleted


def payment_deleted(payment: Payment) -> None:
    payment.delete()  # payment deleted


def batches_deleted() -> None:
    Batch.objects.all().delete()  # batches deleted


def line_deleted(line: Line) -> None:
    line.delete()  # line deleted


def found() -> list[Order]:
    paid = Payment.objects.filter(order=OuterRef("pk"), order__number__endswith="1")  # found
    return list(Order.objects.filter(number__contains="A").filter(Exists(paid)))


def closed(order: Order) -> None:
    order.close()


def described(order: Order) -> None:
    payments.describe(order, extra={"request": open})  # described


def list_of_payments() -> Any:
    return payments.listed()  # listed


def sent() -> None:
    from shop_payments.signals import paid

    paid.send(sender=None)  # sent


def make_receipt(order: Order) -> None:
    apps.get_model("shop_payments", "Receipt").objects.create(order=order)  # hidden write


def receipts() -> list[Receipt]:
    return list(Receipt.objects.select_for_update().select_related("order"))  # locked over both


def put_off(order: Order) -> None:
    remind.s(order.pk).apply_async()  # put off
