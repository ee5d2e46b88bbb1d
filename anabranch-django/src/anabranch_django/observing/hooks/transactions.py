"""Transactions that write on both sides: one outermost `atomic`, without what was rolled back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from django.db.models.deletion import Collector
from django.db.transaction import Atomic, get_connection

from anabranch_django.observing.frames import values_in
from anabranch_django.observing.observer import Observer
from anabranch_django.observing.patching import wrap
from anabranch_django.observing.rows import Symbol
from anabranch_django.observing.sites import Site, frame_at, site_of_code

STATE = "_anabranch_transaction"
# Its own block holds a cascade together, which is reported as one. Taken before it is wrapped.
DELETION = Collector.delete.__code__


@dataclass
class Transaction:
    """An outermost atomic block of one connection. A test case's own do not count: inside, the next is outermost."""

    site: Site | None
    # What a deletion takes along does not count in a block of its own; what receivers write does.
    is_deletion: bool
    depth: int = 1
    # Writes in their order, so that a rollback to a savepoint can take the last ones back.
    written: list[tuple[Symbol, str, Site]] = field(default_factory=list)
    savepoints: list[tuple[str, int]] = field(default_factory=list)


def install(observer: Observer) -> None:
    """Wrap how `atomic` is entered and left."""
    wrap(Atomic, "__enter__", lambda enter: _entering(observer, enter))
    wrap(Atomic, "__exit__", lambda leave: _leaving(observer, leave))


def _entering(observer: Observer, enter: Callable[..., None]) -> Callable[..., None]:
    def entered(self: Any) -> None:
        enter(self)
        if self._from_testcase:
            return
        connection = get_connection(self.using)
        # What was begun to be watched is counted to its end, also where the request's budget is spent meanwhile.
        if STATE in connection.__dict__ or observer.gate.is_open():
            observer.safely("transaction", _begin, observer, connection, frame_at(1))

    return entered


def _leaving(observer: Observer, leave: Callable[..., None]) -> Callable[..., None]:
    def left(self: Any, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        ended = None
        if not self._from_testcase:
            ended = observer.safely("transaction", _end, get_connection(self.using), exc_type)
        leave(self, exc_type, exc_value, traceback)
        if ended is not None:
            observer.safely("transaction", _record, observer, ended)

    return left


def note_writes(connection: Any, site: Site, touched: tuple[Any, ...], follows: bool) -> None:
    """Add the tables that a statement wrote to the open transaction of its connection; or that followed a deletion."""
    transaction = connection.__dict__.get(STATE)
    if transaction is not None and not (follows and transaction.is_deletion):
        transaction.written.extend((one.model, one.table, site) for one in touched if one.written)


def note_savepoint(connection: Any, sql: str) -> None:
    """Savepoints are read from their statements: those of nested blocks and those made by hand alike."""
    transaction = connection.__dict__.get(STATE)
    if transaction is None or not sql.startswith(("SAVEPOINT ", "ROLLBACK TO ")):
        return
    name = sql.rpartition(" ")[2]
    if sql.startswith("SAVEPOINT "):
        transaction.savepoints.append((name, len(transaction.written)))
        return
    for place, (last, length) in reversed([*enumerate(transaction.savepoints)]):
        if last == name:
            # The savepoint itself stays, and can be rolled back to again.
            del transaction.written[length:], transaction.savepoints[place + 1 :]
            return


def _begin(observer: Observer, connection: Any, frame: FrameType) -> None:
    transaction = connection.__dict__.get(STATE)
    if transaction is not None:
        transaction.depth += 1
    else:
        connection.__dict__[STATE] = Transaction(_site(observer, frame), frame.f_code is DELETION)


def _site(observer: Observer, frame: FrameType) -> Site | None:
    """A decorated function is the site itself; the line that calls it is not where the block was written."""
    known = values_in(frame, ("func", "args")) if frame.f_code.co_filename.endswith("contextlib.py") else {}
    function: Any = known.get("func")
    code = getattr(_unwrapped(function), "__code__", None)
    place = observer.places.of(code.co_filename) if code is not None else None
    if code is not None and place is not None and place.domain and not place.history:
        args: Any = known.get("args", ())
        heir = observer.sites.inheriting.heir_of(args[:1], code, function.__module__, place)
        return site_of_code(code, function.__module__, place, heir)
    return observer.sites.find(frame)


def _unwrapped(function: Any) -> Any:
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def _end(connection: Any, exc_type: object) -> Transaction | None:
    """Close the block before Django does: what `on_commit` runs is outside of it."""
    transaction: Transaction | None = connection.__dict__.get(STATE)
    if transaction is None:
        return None
    transaction.depth -= 1
    if transaction.depth:
        return None
    del connection.__dict__[STATE]
    kept = exc_type is None and not connection.needs_rollback
    return transaction if kept else None


def _record(observer: Observer, transaction: Transaction) -> None:
    written = transaction.written
    if not written:
        return
    first = written[0][0].domain
    if not any(observer.apart(first, model.domain) for model, _table, _site in written[1:]):
        return
    site = transaction.site
    if site is None or not site.domain:
        site = next((one for _model, _table, one in written if one.domain), site)
    if site is None:
        return
    tables = {(model.domain, table) for model, table, _site in written}
    for model in _reached(observer, site, {model for model, _table, _site in written}):
        observer.add("transaction", site, model, {"tables": tables})


def _reached(observer: Observer, site: Site, models: set[Symbol]) -> list[Symbol]:
    """Those that lie on the other side of a site; its heir's as well, where nothing else would tell of both sides."""
    told = {model for model in models if observer.foreign(site, model.domain)}
    own = {model for model in models - told if observer.foreign(site.by_itself(), model.domain)}
    rest = models - told
    return sorted(told | {model for model in own if any(observer.apart(one.domain, model.domain) for one in rest)})
