from __future__ import annotations

import os
import time
from contextlib import suppress

from django.db import DatabaseError, connection, transaction
from django.db.models import F

from anabranch_django.ports import current_call
from tests.shop.payments.port import Payments
from tests.shop.stock import models
from tests.shop.stock.port import Item, Stock


class Serving(Stock):
    def get_many(self, *, skus: tuple[str, ...]) -> dict[str, Item]:
        return {item.sku: _value(item) for item in models.Item.objects.filter(sku__in=skus)}

    def get(self, *, sku: str) -> Item:
        found = models.Item.objects.filter(sku=sku).first()
        if found is None:
            raise Stock.Unknown(sku=sku)
        return _value(found)

    def put(self, *, sku: str, count: int) -> int:
        item, _made = models.Item.objects.get_or_create(sku=sku, defaults={"count": 0})
        models.Item.objects.filter(pk=item.pk).update(count=F("count") + count)
        return _count(sku)

    def take(self, *, sku: str, count: int = 1) -> int:
        models.Item.objects.filter(sku=sku).update(count=F("count") - count)
        left = _count(sku)
        if left < 0:
            raise Stock.OutOfStock(sku=sku, left=left + count)
        return left

    def echo(self, *, item: Item) -> Item:
        item.tags.append("seen by the callee")
        kept.append(item)
        return item

    def sleep(self, *, seconds: float) -> str:
        time.sleep(seconds)
        return "slept"

    def remaining(self) -> tuple[int, ...]:
        call = current_call()
        assert call is not None
        return (int(call.remaining * 1000), *Payments().remaining())

    def put_slowly(self, *, sku: str, seconds: float) -> int:
        left = self.put(sku=sku, count=1)
        time.sleep(seconds)
        return left

    def break_after_put(self, *, sku: str) -> int:
        self.put(sku=sku, count=1)
        raise LookupError("a secret of the callee")

    def put_with_label(self, *, sku: str, size: int) -> str:
        self.put(sku=sku, count=1)
        return sku * size

    def put_and_mark(self, *, sku: str) -> int:
        left = self.put(sku=sku, count=1)
        transaction.set_rollback(True)
        return left

    def put_in_spite_of_an_error(self, *, sku: str) -> int:
        left = self.put(sku=sku, count=1)
        with suppress(DatabaseError):
            self.fail_in_database()
        return left

    def close_connection(self) -> int:
        count: int = models.Item.objects.count()
        connection.close()
        return count

    def sleep_in_database(self, *, seconds: float) -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(%s)", [seconds])
        return "slept"

    def put_with_caller(self, *, sku: str, count: int) -> int:
        return self.put(sku=sku, count=count)

    def fail_in_database(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")
        return 0

    def charged_for(self, *, order: int) -> int:
        return Payments().charged(orders=(order,))[order]

    def process(self) -> int:
        return os.getpid()

    def whoami(self) -> tuple[str, str, int]:
        call = current_call()
        assert call is not None
        return call.caller, call.user.id if call.user else "", call.hop


kept: list[Item] = []


def _count(sku: str) -> int:
    item: models.Item = models.Item.objects.get(sku=sku)
    return item.count


def _value(item: models.Item) -> Item:
    return Item(sku=item.sku, count=item.count, tags=[])
