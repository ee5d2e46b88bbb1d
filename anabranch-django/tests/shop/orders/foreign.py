"""What a domain must not do, and the guards find."""

from __future__ import annotations

from django.db import connection

from anabranch_django.deployment.routing import Router
from tests.shop.payments.models import Charge


def count_charges() -> int:
    count: int = Charge.objects.count()
    return count


def count_by_sql() -> int:
    with connection.cursor() as cursor:
        cursor.execute('SELECT COUNT(*) FROM "stock_item" JOIN "payments_charge" ON TRUE')
        return int(cursor.fetchone()[0])


def ask(router: Router) -> str | None:
    return router.db_for_read(Charge)
