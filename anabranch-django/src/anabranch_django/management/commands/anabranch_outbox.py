"""Shows what waits."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from anabranch_django.errors import AnabranchError
from anabranch_django.events.relay import NOBODY, domains_to_relay
from anabranch_django.events.watching import Depth, look_at


class Command(BaseCommand):
    """`manage.py anabranch_outbox`."""

    help = "Show what waits in the outboxes of the domains that this process serves. Exit code 1 if nobody delivers it."

    def handle(self, **_options: Any) -> None:  # noqa: ANN401  Django's signature
        """Print one line a domain, and one for everything that waits for someone."""
        try:
            depths = [look_at(domain) for domain in domains_to_relay()]
        except AnabranchError as error:
            raise CommandError(error.sentence, returncode=2) from error
        for depth in depths:
            self._show(depth)
        if not depths:
            self.stdout.write("No domain that this process serves publishes or consumes.")
        if any(depth.is_stuck for depth in depths):
            sys.exit(1)

    def _show(self, depth: Depth) -> None:
        self.stdout.write(
            f"{depth.domain}: {depth.outbox} in the outbox, the oldest for {depth.age:.1f} s; "
            f"{depth.deferred} deferred, {depth.dead} dead letters; relays: {', '.join(depth.relays) or 'none'}"
        )
        for destination, count in depth.unsent.items():
            whom = "no declaration in this process knows them" if destination == NOBODY else f"wait for {destination}"
            self.stdout.write(f"  {count} events: {whom}")
        if depth.is_stuck:
            self.stderr.write(f"  Nobody delivers the events of {depth.domain}. Start: manage.py anabranch_relay")
