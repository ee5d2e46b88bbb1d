"""The same edge, crossed by code that waits, and by threads."""

from __future__ import annotations

import asyncio
import threading

from asgiref.sync import sync_to_async
from django.db import connection

from shop_orders.models import Order
from shop_payments import services as payments
from shop_payments.models import Payment


async def joined() -> list[Order]:
    return [order async for order in Order.objects.filter(payments__amount__gt=0)]  # awaited join


async def counted() -> int:
    return await Payment.objects.acount()  # awaited read


async def created(order: Order) -> Payment:
    return await Payment.objects.acreate(order=order)  # awaited write


async def described(order: Order) -> object:
    return await sync_to_async(payments.describe)(order)  # awaited call


async def gathered(order: Order) -> list[object]:
    count, describe = sync_to_async(Payment.objects.count), sync_to_async(payments.describe)
    return await asyncio.gather(count(), describe(order))  # gathered read and call


async def counted_at_once() -> list[int]:
    return await asyncio.gather(Payment.objects.acount(), Order.objects.acount())  # gathered counts


def read_in_thread() -> None:
    def read() -> None:
        Payment.objects.count()  # read in a thread
        # Django leaves connections to a database in memory open.
        connection.connection.close()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
