"""Delivers events until it is told to stop."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Sequence
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
        _run(relays)


def _run(relays: list[Relay]) -> None:
    def stop(*_signal: object) -> None:
        for relay in relays:
            relay.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    others = [threading.Thread(target=_run_one, args=(relay,)) for relay in relays[1:]]
    for thread in others:
        thread.start()
    relays[0].run()
    for thread in others:
        thread.join()


def _run_one(relay: Relay) -> None:
    try:
        relay.run()
    finally:
        connections.close_all()
