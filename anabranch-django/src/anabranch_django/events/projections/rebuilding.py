"""Rebuilds a read model from its owner's port, in pages, while events go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from anabranch_django.events.models import ProjectionState
from anabranch_django.events.projections.values import ReadModel, all_rows
from anabranch_django.events.projections.writing import begin, forget_touched, write_page

PAGE = 500


def rebuild(
    projection: ReadModel,
    *,
    limit: int = PAGE,
    restart: bool = False,
    said: Callable[[int], None] = lambda _rows: None,
) -> int:
    """Write every item that the owner has, and remove every row that it has not; how many rows were written.

    A rebuild that was interrupted goes on where it was, unless `restart`. `said` is told the rows after each page.
    Raises what the owner's port raises, and `TakenOver`; calling again then goes on.
    """
    state = begin(projection, resume=not restart)
    after = projection.key_of(state.cursor) if state.cursor else None
    count = 0
    while True:
        forget_touched(projection, state.run)
        items = projection.page(after, limit)
        if not items:
            break
        after = projection.key_of(projection.row(items[-1])[projection.key])
        count += write_page(projection, state.run, items, cursor=str(after))
        said(count)
    for keys in pages_of_keys(projection, limit=limit):
        forget_touched(projection, state.run)
        count += _remove_strangers(projection, state.run, keys)
    finish(projection, state, "rebuilt_at")
    return count


def pages_of_keys(projection: ReadModel, *, limit: int) -> Iterator[list[Any]]:
    """The keys of one's own rows, in the order of this database."""
    rows = all_rows(projection).order_by(projection.key)
    keys = list(rows.values_list(projection.key, flat=True)[:limit])
    while keys:
        yield keys
        after = {f"{projection.key}__gt": keys[-1]}
        keys = list(rows.filter(**after).values_list(projection.key, flat=True)[:limit])


def finish(projection: ReadModel, state: ProjectionState, when: str) -> None:
    """The run has come to its end at this time."""
    end(projection, state, **{when: timezone.now()})


def end(projection: ReadModel, state: ProjectionState, **said: datetime) -> None:
    """Events need not note keys any more, unless another run has begun."""
    states = ProjectionState.objects.using(projection.database).filter(name=projection.name, run=state.run)
    states.update(rebuilding=False, cursor="", **said)


def _remove_strangers(projection: ReadModel, run: int, keys: list[Any]) -> int:
    known = {str(projection.row(item)[projection.key]) for item in projection.find(keys)}
    strangers = [key for key in keys if str(key) not in known]
    return write_page(projection, run, [], asked=strangers) if strangers else 0
