"""Several steps in one transaction, each of which can fail alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from anabranch_django.ports.transactions import require_sound

_NAME = "anabranch_step"


class Steps:
    """To be used inside `atomic(using=alias)`.

    What nested `atomic` blocks do as well, with one round trip a step instead of two: a step ends where the next
    one begins, or with the transaction.
    """

    def __init__(self, alias: str) -> None:
        self._connection = connections[alias]
        self._begun = False
        together = self._connection.vendor == "postgresql"
        # With parameters bound by the server a message holds one statement.
        self._together = together and not self._connection.settings_dict["OPTIONS"].get("server_side_binding")

    @contextmanager
    def step(self) -> Iterator[None]:
        """What fails inside is undone, with what it wanted to do on commit, and raised."""
        self._begin()
        hooks = len(self._connection.run_on_commit)
        try:
            yield
            require_sound(self._connection)
        except BaseException:
            self._undo(hooks)
            raise

    def _begin(self) -> None:
        release, begin = f"RELEASE SAVEPOINT {_NAME}", f"SAVEPOINT {_NAME}"
        with self._connection.cursor() as cursor:
            if not self._begun:
                cursor.execute(begin)
            elif self._together:
                cursor.execute(f"{release}; {begin}")
            else:
                cursor.execute(release)
                cursor.execute(begin)
        self._begun = True

    def _undo(self, hooks: int) -> None:
        # An inner block without a savepoint has left the rollback to us.
        self._connection.needs_rollback = False
        with self._connection.cursor() as cursor:
            cursor.execute(f"ROLLBACK TO SAVEPOINT {_NAME}")
        del self._connection.run_on_commit[hooks:]
