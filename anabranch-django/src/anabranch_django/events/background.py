"""A relay as a thread of this process, so that nothing else has to be started in development."""

from __future__ import annotations

import logging
import os
import threading

from django.core.signals import request_started
from django.db import connections

from anabranch_django import settings
from anabranch_django.events import wakeup
from anabranch_django.events.relay import Relay, domains_to_relay

_log = logging.getLogger("anabranch.events")
_lock = threading.Lock()
_running: dict[int, Relay] = {}


def setup() -> None:
    """Start it with the first request or the first commit of an event: servers fork before that."""
    if settings.current().events.relay == "thread":
        request_started.connect(_on_request, dispatch_uid="anabranch_django.events.background")
        wakeup.before_waking(start)


def start() -> None:
    """Start the thread, once a process."""
    with _lock:
        if os.getpid() in _running or settings.current().events.relay != "thread":
            return
        relay = _running[os.getpid()] = Relay(domains_to_relay())
    threading.Thread(target=_run, args=(relay,), name="anabranch-relay", daemon=True).start()


def stop() -> None:
    """Let the thread end; it finishes what it has begun."""
    relay = _running.pop(os.getpid(), None)
    if relay is not None:
        relay.stop()


def _on_request(**_signal: object) -> None:
    start()


def _run(relay: Relay) -> None:
    try:
        relay.run()
    except Exception:
        _log.exception("The relay's thread ended; events wait until the server is started again.")
        raise
    finally:
        connections.close_all()
