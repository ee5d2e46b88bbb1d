"""Delivers events until it is told to stop."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from anabranch_django.errors import AnabranchError
from anabranch_django.events.relay import Relay, domains_to_relay


def begun(domains: Sequence[str]) -> str:
    """What a relay of these domains does."""
    return f"Delivering for {', '.join(domains)}" if domains else "No domain here has events: nothing to deliver"


class Command(BaseCommand):
    """`manage.py anabranch_relay`."""

    help = "Deliver the events of the domains that this process serves, until SIGTERM or SIGINT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which domains, and how."""
        parser.add_argument("--domain", action="append", default=[], help="only this domain; may be repeated")
        parser.add_argument("--threads", type=int, default=1, help="relays in this process; each takes its share")
        parser.add_argument("--once", action="store_true", help="deliver what is there now, and end")

    def handle(self, *, domain: list[str], threads: int, once: bool, **_options: Any) -> None:  # noqa: ANN401  Django's signature
        """Run the relay."""
        try:
            domains = domains_to_relay(domain)
            relays = [Relay(domains) for _ in range(max(1, threads))]
            relays[0].renew()
        except AnabranchError as error:
            raise CommandError(error.sentence, returncode=2) from error
        if once:
            done = relays[0].run_until_idle()
            relays[0].release()
            self.stdout.write(f"{done} delivered or worked off.")
            return
        self.stdout.write(f"{begun(domains)}. Stop it with SIGTERM or Ctrl-C.")
        run_together(relays)


def run_together(relays: list[Relay]) -> None:
    """Until somebody says so, or one of them fails: then the others end as well, and what it raised is raised."""
    # A queue of this kind may be filled by a signal in the midst of being read; an event's lock would wait for itself.
    ends: SimpleQueue[BaseException | None] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: ends.put(None))
    running = [threading.Thread(target=_run_one, args=(relay, ends)) for relay in relays]
    connections.close_all()
    for thread in running:
        thread.start()
    error = _wait(ends)
    for relay in relays:
        relay.stop()
    for thread in running:
        thread.join()
    if error is not None:
        raise error


def _wait(ends: SimpleQueue[BaseException | None]) -> BaseException | None:
    while True:
        # Not for ever at once: there are systems where no signal would be heard meanwhile.
        with suppress(Empty):
            return ends.get(timeout=1.0)


def _run_one(relay: Relay, ends: SimpleQueue[BaseException | None]) -> None:
    try:
        relay.run()
    except BaseException as error:  # noqa: BLE001  raised where everybody waits for it
        ends.put(error)
    finally:
        connections.close_all()
