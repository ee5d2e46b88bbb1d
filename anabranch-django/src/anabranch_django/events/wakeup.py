"""Tells relays that something was committed, so that they need not wait for their next look.

Never in the business transaction: PostgreSQL serialises the commits of transactions that notify. A thread with a
connection of its own sends one NOTIFY for all that was committed meanwhile. A wake-up that is lost costs the time
until the next look, nothing else.
"""

from __future__ import annotations

import logging
import os
import selectors
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.core import mail
from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

CHANNEL = "anabranch"
ATTENTIVE = 0.15
"""Seconds after the last event for which a relay looks at short intervals."""
_PAUSE = 0.1
"""Seconds after which whoever commits again says so at once: well below the time for which relays are attentive."""
_APART = 1.0
"""Seconds between two notifications of a process that commits without a pause: its events keep relays attentive."""
GLANCE = 0.004
"""The short interval."""
_RECONNECT = 1.0

_log = logging.getLogger("anabranch_django.events")
_sleepers: dict[str, set[threading.Event]] = {}
_notifiers: dict[str, _Notifier] = {}
_lock = threading.Lock()
_before_waking: list[Callable[[], None]] = []


def before_waking(function: Callable[[], None]) -> None:
    """Call this first at each wake-up."""
    if function not in _before_waking:
        _before_waking.append(function)


@lru_cache(maxsize=64)
def waker(alias: str) -> Callable[[], None]:
    """What to call after a commit in that database: returns at once."""
    return lambda: wake(alias)


def wake(alias: str) -> None:
    """Tell all relays of that database, as far as they can be told. Returns at once."""
    for function in _before_waking:
        function()
    for sleeper in tuple(_sleepers.get(alias, ())):
        sleeper.set()
    if _notifies(alias) and not is_under_test():
        _notifier(alias).announce()


def is_under_test() -> bool:
    """Whether Django's test environment is set up."""
    # A connection of its own would keep Django from dropping the test database.
    return hasattr(mail, "outbox")


def _notifier(alias: str) -> _Notifier:
    notifier = _notifiers.get(alias)
    if notifier is None:
        with _lock:
            notifier = _notifiers.get(alias) or _notifiers.setdefault(alias, _Notifier(alias))
    return notifier


def _forget_notifiers() -> None:
    global _lock  # noqa: PLW0603  the parent's may be held by a thread that is not here
    _lock = threading.Lock()
    _notifiers.clear()


# Threads do not survive a fork, as servers do it after the application was loaded.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_notifiers)


class _Notifier:
    def __init__(self, alias: str) -> None:
        self._pending, self._urgent = threading.Event(), threading.Event()
        self._last = float("-inf")
        self._connection = own_connection(alias)
        threading.Thread(target=self._run, name=f"anabranch-notify-{alias}", daemon=True).start()

    def announce(self) -> None:
        """Something was committed. Returns at once."""
        now = time.monotonic()
        if now - self._last > _PAUSE:
            self._urgent.set()
        self._last = now
        if not self._pending.is_set():
            self._pending.set()

    def _run(self) -> None:
        while self._pending.wait():
            self._pending.clear()
            self._urgent.clear()
            if self._notify():
                self._urgent.wait(_APART)
            else:
                time.sleep(_RECONNECT)

    def _notify(self) -> bool:
        try:
            with self._connection.cursor() as cursor:
                # One message. Nobody need wait for a disk until it is sent: it says nothing that has to last.
                cursor.execute(f"SET synchronous_commit = off; NOTIFY {CHANNEL}")
        except Exception as error:  # noqa: BLE001  whatever it is, the next look finds what was committed
            _log.debug("No wake-up was sent: %s", error)
            self._connection.close()
            return False
        return True


class Sleeper:
    """Waits for a wake-up of any of these databases. A context manager: it listens while it is open."""

    def __init__(self, aliases: set[str]) -> None:
        self._aliases = aliases
        self._woken = threading.Event()
        self._listeners = [_Listener(alias, self._woken) for alias in aliases if _notifies(alias)]

    def __enter__(self) -> Sleeper:
        for alias in self._aliases:
            _sleepers.setdefault(alias, set()).add(self._woken)
        for listener in self._listeners:
            listener.start()
        return self

    def __exit__(self, *_error: object) -> None:
        for alias in self._aliases:
            _sleepers[alias].discard(self._woken)
        for listener in self._listeners:
            listener.stop()

    def wake(self) -> None:
        """Wake up whoever sleeps."""
        self._woken.set()

    def sleep(self, seconds: float) -> bool:
        """Until something was committed, or for so long; whether something was."""
        woken = self._woken.wait(seconds)
        self._woken.clear()
        return woken


@lru_cache(maxsize=64)
def _notifies(alias: str) -> bool:
    return connections[alias].vendor == "postgresql"


class _Listener(threading.Thread):
    def __init__(self, alias: str, woken: threading.Event) -> None:
        super().__init__(name=f"anabranch-listen-{alias}", daemon=True)
        self._connection = own_connection(alias)
        self._woken = woken
        self._stopping = False
        self._reader, self._writer = os.pipe()

    def stop(self) -> None:
        self._stopping = True
        os.write(self._writer, b"\0")
        self.join()
        os.close(self._reader)
        os.close(self._writer)

    def run(self) -> None:
        while not self._stopping:
            self._listen_once()

    def _listen_once(self) -> None:
        try:
            self._listen()
        except (DatabaseError, InterfaceError, OSError) as error:
            _log.debug("Not listening for wake-ups, only looking: %s", error)
            self._wait(_RECONNECT)
        finally:
            self._connection.close()

    def _listen(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
        raw: Any = self._connection.connection
        # What came before the connection did was not heard.
        self._woken.set()
        with selectors.DefaultSelector() as selector:
            selector.register(raw.fileno(), selectors.EVENT_READ)
            selector.register(self._reader, selectors.EVENT_READ)
            while not self._stopping:
                selector.select()
                if not self._stopping:
                    _drain(raw)
                    self._woken.set()

    def _wait(self, seconds: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._reader, selectors.EVENT_READ)
            selector.select(seconds)


def own_connection(alias: str) -> BaseDatabaseWrapper:
    """A connection beside the one of this thread, in autocommit, that another thread may use."""
    connection: BaseDatabaseWrapper = connections[alias].copy()
    # Kept for good, it would be missing in a pool; given back, it would bring along what was set on it.
    connection.settings_dict["OPTIONS"].pop("pool", None)
    connection.inc_thread_sharing()
    return connection


def _drain(raw: Any) -> None:  # noqa: ANN401  psycopg or psycopg2, whichever Django uses
    """Forget the notifications that arrived; raises where the server closed the connection."""
    if hasattr(raw, "pgconn"):
        import psycopg

        try:
            raw.pgconn.consume_input()
        except psycopg.Error as error:
            raise InterfaceError(str(error)) from error
        while raw.pgconn.notifies():
            pass
    else:
        raw.poll()
        raw.notifies.clear()
