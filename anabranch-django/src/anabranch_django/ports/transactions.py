"""Where transactions begin and end around a call, and how long its statements may take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.transaction import TransactionManagementError

from anabranch_django.errors import DeadlineExceeded, InsideTransaction

_ABORTED = 3
"""What psycopg and psycopg2 call a transaction in which a statement failed."""
_SET = "SELECT current_setting('statement_timeout'), set_config('statement_timeout', %s, %s)"


def refuse_inside_transaction(label: str) -> None:
    """Raise `InsideTransaction` where the caller's own is open. Those of Django's test cases do not count."""
    for connection in connections.all(initialized_only=True):
        blocks = connection.atomic_blocks
        if blocks and not getattr(blocks[-1], "_from_testcase", False):
            raise InsideTransaction(_sentence(label, connection))


def _sentence(label: str, connection: BaseDatabaseWrapper) -> str:
    said = (
        f"{label} is a command and was called inside a transaction on {connection.alias!r}. It has its own, which "
        "cannot be undone with the caller's. Call it before or after, or publish an event inside."
    )
    if connection.settings_dict["ATOMIC_REQUESTS"]:
        said += (
            " ATOMIC_REQUESTS is True and opens a transaction around every view: set it to False and write "
            "transaction.atomic() where it is needed, or mark this view @transaction.non_atomic_requests."
        )
    return said


def require_sound(connection: BaseDatabaseWrapper) -> None:
    """Raise `TransactionManagementError` where the end of the transaction would undo all of it, and say nothing."""
    if connection.needs_rollback:
        raise TransactionManagementError(
            "The transaction is marked to be rolled back: a database error was caught inside atomic(savepoint=False), "
            "or set_rollback(True) was called."
        )
    raw: Any = connection.connection if connection.vendor == "postgresql" else None
    if raw is not None and raw.info.transaction_status == _ABORTED:
        raise TransactionManagementError(
            "A database error was caught, and PostgreSQL has given the transaction up: what may fail needs a "
            "transaction.atomic() of its own around it."
        )


@contextmanager
def limited(connection: BaseDatabaseWrapper, deadline: float) -> Iterator[None]:
    """Refuse statements after the deadline, and let PostgreSQL cancel those that would run beyond it."""
    limit = _Limit(connection, deadline)
    connection.execute_wrappers.append(limit)
    try:
        yield
    except BaseException:
        limit.restore(failed=True)
        raise
    else:
        limit.restore(failed=False)
    finally:
        connection.execute_wrappers.remove(limit)


def is_cancelled(error: BaseException) -> bool:
    """PostgreSQL cancelled a statement: it stops a moment before the deadline, which is not over then."""
    cause = error.__cause__
    return "57014" in {getattr(cause, "sqlstate", None), getattr(cause, "pgcode", None)}


class _Limit:
    def __init__(self, connection: BaseDatabaseWrapper, deadline: float) -> None:
        self._connection = connection
        self._deadline = deadline
        self._before: str | None = None
        self._in_block = connection.in_atomic_block
        self._outermost = len(connection.atomic_blocks) == 1
        # A pooler that hands out connections by transaction would leave the setting to strangers.
        pooled = connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS", False)
        self._to_set = connection.vendor == "postgresql" and (self._in_block or not pooled)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: ANN401
        remaining = self._deadline - time.monotonic()
        if remaining <= 0:
            raise DeadlineExceeded("The time for this call is over; the statement was not sent.")
        if self._to_set:
            self._to_set = False
            self._before = self._set(f"{max(1, int(remaining * 1000))}ms")
        return execute(sql, params, many, context)

    def restore(self, *, failed: bool) -> None:
        """Give the connection the time limit that it had, unless the end of its transaction does."""
        if self._before is None or (self._in_block and (self._outermost or failed)):
            return
        if self._connection.connection is None:
            # Closed within: the limit went with it.
            return
        try:
            self._set(self._before)
        except (DatabaseError, InterfaceError):
            self._connection.close()

    def _set(self, value: str) -> str:
        # Past Django's cursor: it is no query of the team's, neither to count nor to log.
        with self._connection.wrap_database_errors, self._connection.connection.cursor() as cursor:
            cursor.execute(_SET, [value, self._in_block])
            return str(cursor.fetchone()[0])
