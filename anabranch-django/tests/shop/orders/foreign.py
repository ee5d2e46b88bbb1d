"""What a domain must not do, and the guards find."""

from __future__ import annotations

from typing import Any

from django.db import connection, connections, transaction

from anabranch_django.deployment.routing import Router
from anabranch_django.testing.events import deliver_all
from tests.shop.payments.models import Charge
from tests.trade.sales.port import OrderChanged
from tests.trade.sales.port import Orders as Sales


def count_charges() -> int:
    count: int = Charge.objects.count()
    return count


def count_by_sql() -> int:
    with connection.cursor() as cursor:
        cursor.execute('SELECT COUNT(*) FROM "stock_item" JOIN "payments_charge" ON TRUE')
        return int(cursor.fetchone()[0])


def run(alias: str, statement: Any) -> list[tuple[object, ...]]:  # noqa: ANN401  whatever psycopg takes
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def tell_and_deliver() -> None:
    """What a test of one domain does: others write their own tables meanwhile."""
    with transaction.atomic():
        Sales.changed.publish(OrderChanged(order_id=1, version=2))
    deliver_all(raise_failures=False)


def ask(router: Router) -> str | None:
    return router.db_for_read(Charge)
