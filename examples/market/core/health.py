"""Numbers for the monitoring screen in the office. Plain SQL, because it runs each minute."""

from django.db import connection

from core.constants import STOCK_TABLE


def scalar(sql, params=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def unpaid_orders():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM orders_order WHERE status = %s", ["placed"])
        return cursor.fetchone()[0]


def empty_shelves():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {STOCK_TABLE} WHERE quantity - reserved <= 0")
        return cursor.fetchone()[0]


def report():
    return {
        "database": scalar("SELECT 1") == 1,
        "unpaid_orders": unpaid_orders(),
        "empty_shelves": empty_shelves(),
    }
