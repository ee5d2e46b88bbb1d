"""A relay as a thread of this process, so that nothing else has to be started in development."""

from __future__ import annotations

import atexit
import logging
import os
import threading

from django.core.signals import request_started
from django.db import connections

from anabranch_django import settings
from anabranch_django.errors import Misconfigured
from anabranch_django.events import wakeup
from anabranch_django.events.relay import Relay, domains_to_relay

_log = logging.getLogger("anabranch_django.events")
_AT_EXIT = 2.0
_lock = threading.Lock()
_running: dict[int, tuple[Relay, threading.Thread]] = {}


def setup() -> None:
    """Start it with the first request or the first commit of an event: servers fork before that."""
    try:
        wanted = settings.current().events.relay
    except Misconfigured:
        # A system check says so, which it could not where Django did not start.
        return
    if wanted == "thread":
        request_started.connect(_in_server, dispatch_uid="anabranch_django.events.background")
        wakeup.before_waking(_in_server)


def start() -> None:
    """Start the thread, once a process."""
    with _lock:
        if os.getpid() in _running or settings.current().events.relay != "thread":
            return
        relay = Relay(domains_to_relay())
        thread = threading.Thread(target=_run, args=(relay,), name="anabranch-relay", daemon=True)
        _running[os.getpid()] = relay, thread
    thread.start()
    # A server that is started again, as at each change of a file, would else find all shards taken until a lease ends.
    atexit.register(stop, patience=_AT_EXIT)


def stop(*, patience: float | None = None) -> None:
    """Let the thread finish what it has begun, and wait for its end: for so many seconds, or as long as it takes."""
    if os.getpid() in _running:
        relay, thread = _running.pop(os.getpid())
        relay.stop()
        thread.join(patience)


def _in_server(**_signal: object) -> None:
    # In tests a thread would look at a database that is theirs; they say themselves when to deliver.
    if not wakeup.is_under_test():
        start()


def _run(relay: Relay) -> None:
    try:
        relay.run()
    except Exception:
        _log.exception("The relay's thread ended; events wait until the server is started again.")
        raise
    finally:
        connections.close_all()
