"""Compares a read model with its owner, and repairs it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anabranch_django.events.models import ProjectionState
from anabranch_django.events.projections.rebuilding import PAGE, end, finish, pages_of_keys
from anabranch_django.events.projections.values import ReadModel, field_of, rows_with
from anabranch_django.events.projections.writing import begin, forget_touched, write_page


@dataclass(frozen=True)
class Reconciliation:
    """What differed, by key. All of it was repaired if `repaired`."""

    compared: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    different: tuple[str, ...]
    repaired: bool

    @property
    def is_equal(self) -> bool:
        """Nothing differed."""
        return not (self.missing or self.extra or self.different)


def reconcile(projection: ReadModel, *, repair: bool = True, settle: float = 2.0, limit: int = PAGE) -> Reconciliation:
    """Compare every item with its row, on both sides. What differs is looked at again after `settle` seconds, for an
    event may have been on its way; what still differs is reported, and with `repair` written as the owner has it.
    """
    compared, suspects = _compare_all(projection, limit)
    if suspects and settle:
        time.sleep(settle)
    found: dict[str, list[str]] = {"missing": [], "extra": [], "different": []}
    state = begin(projection, resume=False) if repair else None
    try:
        for start in range(0, len(suspects), limit):
            for kind, key in _look_again(projection, suspects[start : start + limit], state):
                found[kind].append(str(key))
    except BaseException:
        # Events would note the keys that they write for as long as nobody begins anew.
        if state is not None:
            end(projection, state)
        raise
    if state is not None:
        finish(projection, state, "reconciled_at")
    missing, extra, different = (tuple(found[kind]) for kind in ("missing", "extra", "different"))
    return Reconciliation(compared, missing, extra, different, repaired=repair)


def _look_again(projection: ReadModel, keys: Sequence[Any], state: ProjectionState | None) -> Sequence[tuple[str, Any]]:
    """What still differs of these keys, by its kind; written as the owner has it where there is a run."""
    if state is not None:
        forget_touched(projection, state.run)
    items = list(projection.find(keys))
    wrong = list(_differences(projection, items, keys))
    if state is not None and wrong:
        bad = {str(key) for _kind, key in wrong}
        mine = [item for item in items if str(projection.row(item)[projection.key]) in bad]
        write_page(projection, state.run, mine, asked=[key for _kind, key in wrong])
    return wrong


def _compare_all(projection: ReadModel, limit: int) -> tuple[int, list[Any]]:
    suspects: dict[str, Any] = {}
    compared = 0
    after = None
    while items := projection.page(after, limit):
        keys = [projection.key_of(projection.row(item)[projection.key]) for item in items]
        compared += len(items)
        after = keys[-1]
        suspects.update((str(key), key) for _kind, key in _differences(projection, items, keys))
    for keys in pages_of_keys(projection, limit=limit):
        known = {str(projection.row(item)[projection.key]) for item in projection.find(keys)}
        strangers = [key for key in keys if str(key) not in known]
        compared += len(strangers)
        suspects.update((str(key), key) for key in strangers)
    return compared, list(suspects.values())


def _differences(projection: ReadModel, items: Sequence[Any], keys: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    theirs = {str(row[projection.key]): row for row in map(projection.row, items)}
    names = sorted({name for row in theirs.values() for name in row} | {projection.key})
    ours = {str(row[projection.key]): row for row in rows_with(projection, keys).values(*names)}
    for key in keys:
        their, our = theirs.get(str(key)), ours.get(str(key))
        if their is not None and our is None:
            yield "missing", key
        elif their is None and our is not None:
            yield "extra", key
        elif their is not None and our is not None and _plain(projection, their) != _plain(projection, our):
            yield "different", key


def _plain(projection: ReadModel, row: Mapping[str, object]) -> dict[str, object]:
    fields = {name: field_of(projection.model, name) for name in row}
    return {name: fields[name].get_prep_value(fields[name].to_python(value)) for name, value in row.items()}
