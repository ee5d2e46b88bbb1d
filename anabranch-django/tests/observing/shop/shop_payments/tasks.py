from __future__ import annotations

from celery import shared_task


@shared_task
def remind(order_id: int) -> int:
    return order_id
