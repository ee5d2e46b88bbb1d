"""Writes read models so that a page which was asked for before an event never undoes what the event did.

While a rebuild is under way every event notes the key that it wrote. A page is written under the lock of the read
model's row, which events share, and leaves out the keys that were noted since it was asked for.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connections, transaction

from anabranch_django.errors import EventError
from anabranch_django.events.databases import tables_of
from anabranch_django.events.models import ProjectionState, TouchedKey
from anabranch_django.events.projections.values import Gone, ReadModel, all_rows, rows_with

_ROWS = 500


class TakenOver(EventError):
    """Another rebuild or reconciliation of the same read model has begun."""

    code = "taken-over"


def apply(projection: ReadModel, change: object) -> None:
    """Write what an event says, in the open transaction of its consumer."""
    alias = projection.database
    rebuilding = _share(alias, projection.name)
    if isinstance(change, Gone):
        key = change.key
        rows_with(projection, [key]).delete()
    elif change is None:
        return
    else:
        row = projection.row(change)
        key = row[projection.key]
        write_rows(projection, [row])
    if rebuilding:
        TouchedKey.objects.using(alias).create(projection=projection.name, key=str(key))


def begin(projection: ReadModel, *, resume: bool) -> ProjectionState:
    """From here on events note the keys that they write. The state, with the cursor where it is to go on."""
    alias = projection.database
    with tables_of(alias), transaction.atomic(using=alias):
        ProjectionState.objects.using(alias).get_or_create(name=projection.name)
        state: ProjectionState = ProjectionState.objects.using(alias).select_for_update().get(name=projection.name)
        state.run = secrets.randbits(62)
        if not (resume and state.rebuilding):
            state.cursor, state.pages = "", 0
        state.rebuilding = True
        state.save(using=alias)
    return state


def forget_touched(projection: ReadModel, run: int) -> None:
    """Before a page is asked for: what was written until now, the page will show as it is."""
    with transaction.atomic(using=projection.database):
        lock(projection, run)
        TouchedKey.objects.using(projection.database).filter(projection=projection.name).delete()


def lock(projection: ReadModel, run: int) -> ProjectionState:
    """Keep events from writing until the transaction ends. Raises `TakenOver`."""
    # As an update, because SQLite locks nothing for a SELECT.
    states = ProjectionState.objects.using(projection.database).filter(name=projection.name, run=run)
    if not states.update(rebuilding=True):
        raise TakenOver(f"Another rebuild or reconciliation of {projection.name} has begun; this one stops.")
    state: ProjectionState = states.get()
    return state


def write_page(
    projection: ReadModel, run: int, items: Iterable[Any], *, asked: Sequence[object] = (), cursor: str = ""
) -> int:
    """Write what the owner answered, except for keys that an event wrote meanwhile; how many rows changed hands.

    Of the keys in `asked` those that the answer lacks are removed.
    """
    alias = projection.database
    rows = {str(row[projection.key]): row for row in map(projection.row, items)}
    with transaction.atomic(using=alias):
        state = lock(projection, run)
        noted = TouchedKey.objects.using(alias).filter(projection=projection.name)
        touched = set(noted.values_list("key", flat=True))
        write_rows(projection, [row for key, row in rows.items() if key not in touched])
        gone = [key for key in asked if str(key) not in rows and str(key) not in touched]
        if gone:
            rows_with(projection, gone).delete()
        if cursor:
            state.cursor, state.pages = cursor, state.pages + 1
            state.save(using=alias)
    return len(rows.keys() - touched) + len(gone)


def write_rows(projection: ReadModel, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert or update by key, one statement for up to 500 rows."""
    if not rows:
        return
    alias = projection.database
    others = [name for name in rows[0] if name != projection.key]
    made = [projection.model(**row) for row in rows]
    stored = all_rows(projection)
    if not others:
        stored.bulk_create(made, ignore_conflicts=True)
        return
    by_target = connections[alias].features.supports_update_conflicts_with_target
    stored.bulk_create(
        made,
        batch_size=_ROWS,
        update_conflicts=True,
        update_fields=others,
        unique_fields=[projection.key] if by_target else None,
    )


def _share(alias: str, name: str) -> bool:
    """Whether a rebuild is under way, with a lock that events share and a page of a rebuild waits for."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        states = ProjectionState.objects.using(alias).select_for_update().filter(name=name)
        found = list(states.values_list("rebuilding", flat=True))
    else:
        table = connection.ops.quote_name(ProjectionState._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rebuilding FROM {table} WHERE name = %s FOR SHARE", [name])
            found = [row[0] for row in cursor.fetchall()]
    if found:
        return bool(found[0])
    # Without a row there is nothing to share: a rebuild that begins now waits for this insert.
    ProjectionState.objects.using(alias).bulk_create([ProjectionState(name=name)], ignore_conflicts=True)
    return _share(alias, name)
