"""What was answered to a command, kept in the transaction that carried it out: the second time it is only read."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import OperationalError, ProgrammingError, connections

from anabranch_django.errors import KeyReused, Misconfigured
from anabranch_django.ports.values import Call, Reply

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from anabranch_django.ports.models import Receipt

TABLE = "anabranch_receipt"


def first_answer(call: Call, *, alias: str, now: datetime) -> Reply | None:
    """The reply that this key got before, or None when this call is the first, and then it holds the key.

    Where another call with the key is under way, this waits for it to end. Raises `KeyReused`.
    """
    if _take(call, alias=alias, now=now):
        return None
    found = _receipts(alias).filter(pk=_id(call)).values_list("body_hash", "answer").first()
    if found is None:
        # It was there and is not any more: pruned, or rolled back on a database that does not wait.
        return None if _take(call, alias=alias, now=now) else first_answer(call, alias=alias, now=now)
    body_hash, answer = found
    if body_hash != _body_hash(call):
        raise KeyReused(
            f"The idempotency key of this call of {call.port}.{call.method} was used before with other arguments. "
            "A key belongs to one intention: make a new one for a new one."
        )
    return Reply("ok", bytes(answer))


def keep_answer(call: Call, answer: bytes, *, alias: str) -> None:
    """Keep what was answered; in the same transaction as its effect."""
    _receipts(alias).filter(pk=_id(call)).update(answer=answer)


def prune(*, before: datetime, alias: str) -> int:
    """Forget receipts that are older; a key may then have its effect again. Returns how many."""
    return int(_receipts(alias).filter(made_at__lt=before).delete()[0])


def _take(call: Call, *, alias: str, now: datetime) -> bool:
    """Insert the receipt without its answer; False where there is one. Raw, for the ORM would abort the transaction."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in ("id", "port", "body_hash", "made_at"))
    into = f"{quote(TABLE)} ({columns}) VALUES (%s, %s, %s, %s)"
    mysql = connection.vendor == "mysql"
    sql = f"INSERT IGNORE INTO {into}" if mysql else f"INSERT INTO {into} ON CONFLICT DO NOTHING"
    made_at = connection.ops.adapt_datetimefield_value(now)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, [_id(call), call.port, _body_hash(call), made_at])
            return bool(cursor.rowcount == 1)
    except (ProgrammingError, OperationalError) as error:
        if TABLE not in str(error):
            raise
        raise Misconfigured(
            f"The database {alias!r} has no table {TABLE}, which keeps what was answered to commands: nothing was "
            f"carried out. Run: manage.py migrate --database {alias}"
        ) from error


def _receipts(alias: str) -> QuerySet[Receipt]:
    rows: QuerySet[Receipt] = apps.get_model("anabranch", "Receipt").objects.using(alias)
    return rows


def _id(call: Call) -> str:
    return sha256("\0".join((call.port, call.caller, call.key)).encode()).hexdigest()


def _body_hash(call: Call) -> str:
    return sha256(call.method.encode() + b"\0" + call.body).hexdigest()
