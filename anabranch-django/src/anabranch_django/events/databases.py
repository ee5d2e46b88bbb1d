"""What events need to know of a database: is a transaction open, are the tables there, is it at fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DateTimeField, ExpressionWrapper, Value
from django.db.models.functions import Now

from anabranch_django.errors import NotMigrated

_TABLES = "anabranch_"
_MISSING = ("no such table", "does not exist", "doesn't exist", "no such column", "has no column", "unknown column")


def in_transaction(connection: BaseDatabaseWrapper) -> bool:
    """Whether the program has a transaction open; the one that a `TestCase` puts around it does not count."""
    if not connection.in_atomic_block:
        return False
    blocks = getattr(connection, "atomic_blocks", ())
    return any(not getattr(block, "_from_testcase", False) for block in blocks)


@contextmanager
def tables_of(alias: str) -> Iterator[None]:
    """Turn the database's complaint that our tables are missing into a sentence."""
    try:
        yield
    except DatabaseError as error:
        require_tables(alias, error)
        raise


def require_tables(alias: str, error: DatabaseError) -> None:
    """Raises `NotMigrated` where that is what the database complains of."""
    if is_missing_table(error):
        raise NotMigrated(
            f'The tables of anabranch are missing or old in the database "{alias}" '
            f"({connections[alias].settings_dict['NAME']}). Run: manage.py migrate anabranch --database {alias}"
        ) from error


def is_missing_table(error: DatabaseError) -> bool:
    """Whether a table or column of ours is missing, by the words of PostgreSQL, SQLite and MySQL."""
    text = str(error).lower()
    return _TABLES in text and any(word in text for word in _MISSING)


def later(wait: timedelta) -> ExpressionWrapper[Any]:
    """A moment by the clock of the database: those of the processes that read it may differ."""
    return ExpressionWrapper(Now() + Value(wait), output_field=DateTimeField())


def close_unusable() -> None:
    """Let go of connections that the server closed, so that the next use opens new ones."""
    if not any(connection.in_atomic_block for connection in connections.all(initialized_only=True)):
        close_old_connections()
