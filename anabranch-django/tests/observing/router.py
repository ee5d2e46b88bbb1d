"""Keeps the tables of the shop of tests/observing out of PostgreSQL."""

from __future__ import annotations

from django.db import connections


class OnSqlite:
    """Its apps have no migrations and refer to apps that do, which PostgreSQL refuses to create in that order.

    Where its own tests run there, all migrations are off and this router too.
    """

    def allow_migrate(self, db: str, app_label: str, **_hints: object) -> bool | None:
        if app_label.startswith("shop_"):
            return connections[db].vendor == "sqlite"
        return None
